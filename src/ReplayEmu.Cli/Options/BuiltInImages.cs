using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Guests;
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
