using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>Properties of <c>virtio-balloon-pci</c>.</summary>
public static class VirtioBalloonProperties
{
    public const string Driver = "virtio-balloon-pci";

    /// <summary>What QEMU 1.1 and later give the balloon: no known class.</summary>
    public const uint ClassOther = 0x00ff;

    /// <summary>What it was up to machine version 1.0: RAM controller.</summary>
    public const uint ClassMemory = 0x0500;

    /// <summary>Base class and subclass; any value but the two known ones is silently replaced by 0x00ff, as QEMU does.</summary>
    public static readonly NumberProperty<uint> ClassCode = new(
        Driver,
        "class",
        ClassOther,
        "PCI class: 0x00ff (other) or 0x0500 (RAM)"
    );

    public static readonly SwitchProperty EventIndex = new(
        Driver,
        "event_idx",
        true,
        "offers VIRTIO_RING_F_EVENT_IDX (feature bit 29)"
    );

    public static readonly SwitchProperty IndirectDescriptors = new(
        Driver,
        "indirect_desc",
        true,
        "offers VIRTIO_RING_F_INDIRECT_DESC (feature bit 28)"
    );

    public static readonly SwitchProperty AnyLayout = new(
        Driver,
        "any_layout",
        true,
        "offers VIRTIO_F_ANY_LAYOUT (feature bit 27)"
    );

    public static readonly PciAddressProperty Address = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        ClassCode,
        EventIndex,
        IndirectDescriptors,
        AnyLayout,
        Address,
    ];
}
