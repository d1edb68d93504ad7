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

    /// <summary>QEMU's base type of all balloons, whatever their transport.</summary>
    public const string DeviceDriver = "virtio-balloon-device";

    public static readonly SwitchProperty PagePoison = new(
        DeviceDriver,
        "page-poison",
        true,
        "offers VIRTIO_BALLOON_F_PAGE_POISON (feature bit 4)"
    );

    public static readonly SwitchProperty DeflateOnOom = new(
        DeviceDriver,
        "deflate-on-oom",
        false,
        "offers VIRTIO_BALLOON_F_DEFLATE_ON_OOM (feature bit 2)"
    );

    public static readonly SwitchProperty FreePageHint = new(
        DeviceDriver,
        "free-page-hint",
        false,
        "offers VIRTIO_BALLOON_F_FREE_PAGE_HINT (feature bit 3); hints are only asked for in migrations, so never"
    );

    public static readonly SwitchProperty FreePageReporting = new(
        DeviceDriver,
        "free-page-reporting",
        false,
        "offers VIRTIO_BALLOON_F_REPORTING (feature bit 5)"
    );

    /// <summary>QEMU 4.0 alone had it: the configuration grew without the feature that fills it.</summary>
    public static readonly SwitchProperty LongConfig = new(
        DeviceDriver,
        "qemu-4-0-config-size",
        false,
        "16 bytes of configuration whatever the features"
    );

    public static readonly VirtioPciProperties Pci = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        ClassCode,
        PagePoison,
        DeflateOnOom,
        FreePageHint,
        FreePageReporting,
        LongConfig,
        .. Pci.All,
    ];
}
