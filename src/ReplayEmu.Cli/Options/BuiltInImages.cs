using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Guests;
using ReplayEmu.Guests.OptionRoms;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The guests that come with the program, as <c>-bios builtin:NAME</c>.</summary>
public static class BuiltInImages
{
    /// <summary>What runs when no firmware is given.</summary>
    public const string Default = "panic-demo";

    public static IReadOnlyList<BuiltInImage> All { get; } =
    [.. BuiltInGuests.All.Select(guest => new BuiltInImage(guest.Name, guest.Description, guest.Build))];

    /// <summary>Option ROMs that machines ask for by name.</summary>
    public static IReadOnlyList<BuiltInImage> Roms { get; } =
    [.. BuiltInRoms.All.Select(rom => new BuiltInImage(rom.Name, rom.Description, rom.Build))];

    /// <summary>Adds an option ROM of ours.</summary>
    public static ImageReference AddRom(ImageStore images, string name)
    {
        var found = Roms.First(image => image.Name == name);
        return images.AddBytes(found.FileName, found.Make());
    }

    /// <exception cref="ConfigurationException">Unknown name.</exception>
    public static ImageReference Add(ImageStore images, string name)
    {
        var found =
            All.FirstOrDefault(image => image.Name == name)
            ?? throw new ConfigurationException(
                $"no built-in guest '{name}'{NearestName.Hint(name, All.Select(image => image.Name))} (see 'replayemu guests')"
            );
        return images.AddBytes(found.FileName, found.Make());
    }
}
