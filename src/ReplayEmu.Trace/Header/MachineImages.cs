using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Trace.Header;

/// <summary>All images that a configuration names.</summary>
public static class MachineImages
{
    /// <summary>In a fixed order, each content (hash and size) once.</summary>
    public static IReadOnlyList<ImageReference> Of(MachineConfig config)
    {
        IEnumerable<ImageReference?> all =
        [
            config.Bios,
            .. config.Roms,
            config.Kernel,
            config.Initrd,
            .. config.Drives.Select(drive => drive.Image),
            .. config.FwCfg.Select(file => file.Image),
            .. config.Netdevs.SelectMany(netdev => netdev.Files).Select(file => file.Image),
        ];
        return [.. all.OfType<ImageReference>().DistinctBy(image => (image.Sha256, image.Size))];
    }
}
