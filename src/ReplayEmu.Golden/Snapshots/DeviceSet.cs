using System.Collections.Generic;
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

    /// <summary>The sets that every machine type is checked with.</summary>
    public static IReadOnlyList<DeviceSet> Standard { get; } =
    [
        new("default", NoDefaults: false, []),
        new("nodefaults", NoDefaults: true, []),
        new("nodefaults+balloon", NoDefaults: true, [Balloon]),
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
            Bios = probe,
            DebugConsole = true,
        };
}
