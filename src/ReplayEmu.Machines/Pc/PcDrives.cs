using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Ahci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The configured drives: those with <c>if=ide</c> are on the two IDE channels, where index 0 and 1 are the primary master and
/// slave, or on Q35 on the AHCI port of their index; those with <c>if=none</c> or <c>if=virtio</c> wait for the device that names them.
/// </summary>
internal sealed class PcDrives(VirtualMachine machine, MachineConfig config, IImageSource images)
{
    private const int PiixPlaces = 4;
    public const string Ide = "ide";
    public const string Virtio = "virtio";
    private static readonly string[] interfaces = [Ide, Virtio, "none"];
    private readonly List<string> taken = [];

    /// <exception cref="ConfigurationException">A drive that this board cannot have.</exception>
    public static void Check(MachineConfig config, DriveConfig drive)
    {
        if (!interfaces.Contains(drive.Interface))
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': if={drive.Interface} is not implemented; known are {string.Join(", ", interfaces)}"
            );
        }

        if (drive.Media != "disk")
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': media={drive.Media} is not implemented; use media=disk"
            );
        }

        if (drive.Image is null)
        {
            throw new ConfigurationException($"drive '{drive.Id}': a disk needs file=");
        }

        if (drive.Interface != Ide)
        {
            return;
        }

        var places = PcVersions.IsQ35(config.Machine) ? AhciController.PortCount : PiixPlaces;
        if (drive.Index < 0 || drive.Index >= places)
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': an IDE index is 0 to {places - 1}, not {drive.Index}"
            );
        }

        if (drive.ReadOnly)
        {
            throw new ConfigurationException(
                $"drive '{drive.Id}': an IDE disk cannot be read-only; what the guest writes never changes the image"
            );
        }
    }

    /// <summary>Connects the <c>if=ide</c> drives.</summary>
    /// <returns>What the firmware's CMOS calls the first to the fourth disk.</returns>
    public AtaDrive?[] AttachTo(IPcChipset chipset)
    {
        var byPlace = new AtaDrive?[chipset.DrivePlaces];
        foreach (var drive in config.Drives.Where(drive => drive.Interface == Ide))
        {
            Check(config, drive);
            var attached = chipset.Attach(drive.Index, this, drive);
            attached.Version = PcBoardProperties.Get(config, AtaProperties.Version);
            byPlace[drive.Index] = attached;
        }

        return [.. chipset.CmosDisks.Select(place => place < 0 ? null : byPlace[place])];
    }

    /// <summary>The disk of the drive that a device names.</summary>
    /// <param name="driver">The device, for messages.</param>
    /// <param name="id">Of the drive.</param>
    /// <exception cref="ConfigurationException">No such drive, or it is in use.</exception>
    public (RawDisk Disk, DriveConfig Drive) Take(string driver, string id)
    {
        var free = config.Drives.Where(drive => drive.Interface != Ide).ToList();
        var drive =
            free.Find(drive => drive.Id == id)
            ?? throw new ConfigurationException(
                id.Length == 0
                    ? $"{driver}: no drive; give -drive if=none,id=NAME,file=PATH and drive=NAME"
                    : $"{driver}: no -drive if=none has id={id}{NearestName.Hint(id, free.Select(drive => drive.Id))}"
            );
        if (taken.Contains(id))
        {
            throw new ConfigurationException($"{driver}: drive '{id}' belongs to another device");
        }

        taken.Add(id);
        Check(config, drive);
        return (Open($"drive-{id}", drive), drive);
    }

    /// <summary>The disk behind a drive.</summary>
    /// <param name="name">Of its section in the machine's state.</param>
    public RawDisk Open(string name, DriveConfig drive)
    {
        var disk = new RawDisk(machine, name, images.Open(drive.Image!));
        machine.AddDrive(disk.ContentsOf(drive.Id));
        return disk;
    }
}
