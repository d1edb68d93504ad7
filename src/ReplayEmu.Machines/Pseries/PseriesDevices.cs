using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Devices.Virtio.Serial;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Pseries;

/// <summary>The devices that <c>-device</c> and <c>-drive if=virtio</c> put on the PCI bus: those of the PC that are no PC's own.</summary>
internal sealed class PseriesDevices(VirtualMachine machine, MachineConfig config, IImageSource images, PciBus bus)
{
    private const string NetworkRom = "efi-virtio.rom";
    private readonly PcDrives drives = new(machine, config, images);
    private readonly PcNetwork network = new(machine, config, images);
    private VirtioSerial? serial;
    private VirtioScsi? scsi;
    private bool hasBalloon;

    /// <summary>The type of a device that this board can have.</summary>
    /// <exception cref="ConfigurationException">It cannot have it.</exception>
    public static IReadOnlyList<DeviceProperty> PropertiesOf(string driver)
    {
        var type = PcDeviceTypes.Find(driver);
        return IsKnown(BaseOf(driver))
            ? type.Properties
            : throw new ConfigurationException($"device '{driver}' does not fit a pseries machine");
    }

    /// <summary>True when rows of versions about it are about devices of every board.</summary>
    public static bool IsShared(DeviceProperty property) =>
        property.Driver.StartsWith("virtio-", System.StringComparison.Ordinal) || IsKnown(property.Driver);

    /// <exception cref="ConfigurationException">It does not fit what is there.</exception>
    public void Add(PropertySet set)
    {
        switch (BaseOf(set.Driver))
        {
            case VirtioBalloonProperties.Driver:
                if (hasBalloon)
                {
                    throw new ConfigurationException("a machine has at most one virtio-balloon-pci");
                }

                hasBalloon = true;
                machine.AddDevice(new VirtioBalloon(machine, bus, set, config.RamBytes));
                break;
            case VirtioBlockProperties.Driver:
                var (disk, drive) = drives.Take(set.Driver, set.Get(VirtioBlockProperties.Drive));
                machine.AddDevice(new VirtioBlock(machine, bus, set, disk, drive.ReadOnly));
                break;
            case VirtioNetProperties.Driver:
                var number = network.Cards;
                var cable = network.Take(set.Driver, set.Get(VirtioNetProperties.Backend));
                machine.AddDevice(new VirtioNet(machine, bus, set, cable, number, Rom(NetworkRom)));
                break;
            case VirtioScsiProperties.Driver:
                scsi = new VirtioScsi(machine, bus, set);
                machine.AddDevice(scsi);
                break;
            case ScsiDiskProperties.Driver:
                var (scsiDisk, scsiDrive) = drives.Take(set.Driver, set.Get(ScsiDiskProperties.Drive));
                Needed(scsi, set, VirtioScsiProperties.Driver).AddDisk(set, scsiDisk, scsiDrive.ReadOnly, scsiDrive.Id);
                break;
            case VirtioRngProperties.Driver:
                machine.AddDevice(new VirtioRng(machine, bus, set, config.Seed));
                break;
            case VirtioSerialProperties.Driver:
                serial = new VirtioSerial(machine, bus, set);
                machine.AddDevice(serial);
                break;
            default:
                Needed(serial, set, VirtioSerialProperties.Driver).AddPort(set);
                break;
        }
    }

    private static bool IsKnown(string driver) =>
        driver
            is VirtioBalloonProperties.Driver
                or VirtioBlockProperties.Driver
                or VirtioNetProperties.Driver
                or VirtioScsiProperties.Driver
                or ScsiDiskProperties.Driver
                or VirtioRngProperties.Driver
                or VirtioSerialProperties.Driver
                or VirtioPortProperties.ConsoleDriver
                or VirtioPortProperties.PortDriver;

    /// <summary>A driver without the suffix that fixes its registers.</summary>
    private static string BaseOf(string driver) => driver.Replace("-non-transitional", "").Replace("-transitional", "");

    private static T Needed<T>(T? controller, PropertySet set, string driver)
        where T : class =>
        controller
        ?? throw new ConfigurationException($"{set.Driver}: there is no {driver}; give -device {driver} before it");

    private IImage? Rom(string name) =>
        config.Roms.FirstOrDefault(reference => reference.Name == name) is { } rom ? images.Open(rom) : null;
}
