using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>Properties of <c>virtio-serial-pci</c>.</summary>
public static class VirtioSerialProperties
{
    public const string Driver = "virtio-serial-pci";
    public const string DeviceDriver = "virtio-serial-device";
    public const uint ClassCommunication = 0x0780;

    /// <summary>What it was on pc-0.10.</summary>
    public const uint ClassDisplay = 0x0380;

    public const uint MostPorts = 31;

    public static readonly NumberProperty<uint> Ports = new(
        Driver,
        "max_ports",
        MostPorts,
        "ports that there can be",
        MostPorts
    );

    public static readonly NumberProperty<uint> ClassCode = new(
        Driver,
        "class",
        0,
        "PCI class: 0x0780 (communication, also for other values) or 0x0380 (display)"
    );

    public static readonly SwitchProperty EmergencyWrite = new(
        DeviceDriver,
        "emergency-write",
        true,
        "offers VIRTIO_CONSOLE_F_EMERG_WRITE (feature bit 2)"
    );

    public static readonly VirtioPciProperties Pci = new(Driver, vectors: 2);

    public static readonly IReadOnlyList<DeviceProperty> All = [Ports, ClassCode, EmergencyWrite, .. Pci.All];
}
