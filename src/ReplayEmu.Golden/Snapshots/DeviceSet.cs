using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What is plugged into a machine for its golden.</summary>
/// <param name="Name">Second part of the golden's name.</param>
/// <param name="NoDefaults">Without the machine's default devices.</param>
/// <param name="Devices">As <c>-device</c> would add them.</param>
public sealed record DeviceSet(string Name, bool NoDefaults, IReadOnlyList<DeviceConfig> Devices)
{
    /// <summary>256 MiB: what the reference dumps of QEMU were taken with.</summary>
    private const ulong RamBytes = 256 << 20;

    private static readonly DeviceConfig Balloon = new("virtio-balloon-pci", [new PropertyValue("addr", "0x10")]);

    private const string Disk = "disk";

    /// <summary>At the addresses of the reference dumps.</summary>
    private static readonly DeviceConfig[] Virtio =
    [
        At("virtio-blk-pci", "0x11", new PropertyValue("drive", Disk)),
        At("virtio-net-pci", "0x12"),
        At("virtio-serial-pci", "0x13"),
        At("virtio-rng-pci", "0x14"),
        At("virtio-scsi-pci", "0x15"),
    ];

    /// <summary>The sets that every machine type is checked with.</summary>
    public static IReadOnlyList<DeviceSet> Standard { get; } =
    [
        new("default", NoDefaults: false, []),
        new("nodefaults", NoDefaults: true, []),
        new("nodefaults+balloon", NoDefaults: true, [Balloon]),
        new("nodefaults+virtio", NoDefaults: true, [Balloon, .. Virtio]),
    ];

    /// <summary>The machine with these devices and a debug console, on which the probe prints.</summary>
    /// <param name="machine">Machine type.</param>
    /// <param name="probe">The probe's ROM.</param>
    public MachineConfig Configure(string machine, ImageReference probe) =>
        new()
        {
            Machine = machine,
            RamBytes = RamBytes,
            NoDefaults = NoDefaults,
            Devices = Devices,
            // What is on the disk shows nowhere: the probe's own image will do.
            Drives = Devices.Contains(Virtio[0]) ? [new DriveConfig(Disk, "none", 0, "disk", false, probe, [])] : [],
            Bios = probe,
            DebugConsole = true,
        };

    private static DeviceConfig At(string driver, string slot, params PropertyValue[] values) =>
        new(driver, [new PropertyValue("addr", slot), .. values]);
}
