using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>Connects the configured disks to the two IDE channels: index 0 and 1 are the primary master and slave.</summary>
internal static class PcDrives
{
    public const int Count = 4;

    /// <exception cref="ConfigurationException">A drive that this board cannot have.</exception>
    public static void Check(DriveConfig drive)
    {
        if (drive.Interface != "ide")
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': if={drive.Interface} is not implemented; use if=ide"
            );
        }

        if (drive.Index is < 0 or >= Count)
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': an IDE index is 0 to {Count - 1}, not {drive.Index}"
            );
        }

        if (drive.Media != "disk")
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': media={drive.Media} is not implemented; use media=disk"
            );
        }

        if (drive.ReadOnly)
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': an IDE disk cannot be read-only; what the guest writes never changes the image"
            );
        }

        if (drive.Image is null)
        {
            throw new ConfigurationException($"drive '{drive.Id}': a disk needs file=");
        }
    }

    /// <summary>The drives by index.</summary>
    public static AtaDrive?[] Attach(VirtualMachine machine, Piix3Ide ide, MachineConfig config, IImageSource images)
    {
        var drives = new AtaDrive?[Count];
        foreach (var drive in config.Drives)
        {
            Check(drive);
            var channel = ide.Channels[drive.Index >> 1];
            var disk = new RawDisk(machine, $"{channel.Name}-hd{drive.Index & 1}", images.Open(drive.Image!));
            drives[drive.Index] = channel.Attach(drive.Index & 1, disk, $"QM{drive.Index + 1:D5}");
        }

        return drives;
    }
}
