using System.IO;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Guests;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary>Where the machine goldens are, and what should be there.</summary>
internal sealed class GoldenFolder
{
    private GoldenFolder(string root) => Root = root;

    /// <summary>Folder that holds <c>golden/</c>.</summary>
    public string Root { get; }

    public string Machines => Path.Combine(Root, "golden", "machines");

    public string Intents => Path.Combine(Root, "golden", "intended-changes.txt");

    /// <summary>The given folder, or the working folder or the nearest one above it that has <c>golden/</c>.</summary>
    /// <param name="given">A folder that holds <c>golden/</c>, or null.</param>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static GoldenFolder Find(string? given)
    {
        if (given is not null)
        {
            return new GoldenFolder(Path.GetFullPath(given));
        }

        for (var place = new DirectoryInfo("."); place is not null; place = place.Parent)
        {
            if (Directory.Exists(Path.Combine(place.FullName, "golden")))
            {
                return new GoldenFolder(place.FullName);
            }
        }

        throw new ConfigurationException(
            "no folder 'golden' here or above; run this in the repository, or give --root DIR"
        );
    }

    /// <summary>Takes snapshots of a catalogue's machines with the built-in probe guest.</summary>
    public static MachineSnapshot Snapshots(IMachineCatalogue catalogue, IImageSource? images = null) =>
        new(catalogue, BuiltInGuests.Find("probe")!.Build(), images);

    /// <summary>The pattern for a machine type: all its device sets.</summary>
    /// <exception cref="ConfigurationException">Unknown type.</exception>
    public static string PatternOf(IMachineCatalogue catalogue, string machine) =>
        catalogue.Resolve(new MachineConfig { Machine = machine, Bios = new ImageReference("probe", 1, "") }).Machine
        + ".*";
}
