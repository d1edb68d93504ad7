using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Block;

/// <summary>Properties of <c>virtio-blk-pci</c>.</summary>
public static class VirtioBlockProperties
{
    public const string Driver = "virtio-blk-pci";
    public const string DeviceDriver = "virtio-blk-device";

    public const uint ClassScsi = 0x0100;

    /// <summary>What it was on pc-0.10.</summary>
    public const uint ClassOther = 0x0180;

    /// <summary>As many queues as CPUs.</summary>
    public const ushort AutomaticQueues = ushort.MaxValue;

    public static readonly TextProperty Drive = new(Driver, "drive", "", "id of the -drive if=none behind it");

    public static readonly TextProperty Serial = new(
        Driver,
        "serial",
        "",
        "what the driver reads as its name, 20 bytes"
    );

    public static readonly NumberProperty<uint> ClassCode = new(
        Driver,
        "class",
        0,
        "PCI class: 0x0100 (SCSI, also for other values) or 0x0180 (other)"
    );

    public static readonly NumberProperty<ushort> Queues = new(
        DeviceDriver,
        "num-queues",
        AutomaticQueues,
        "request queues; 0xffff is one for each CPU"
    );

    public static readonly NumberProperty<ushort> QueueSize = new(
        DeviceDriver,
        "queue-size",
        256,
        "entries of a queue, a power of two",
        1024
    );

    public static readonly SwitchProperty SegmentsFollowQueue = new(
        DeviceDriver,
        "seg-max-adjust",
        true,
        "segments of a request: queue-size less 2, otherwise 126"
    );

    public static readonly SwitchProperty ConfigWriteCache = new(
        Driver,
        "config-wce",
        true,
        "offers VIRTIO_BLK_F_CONFIG_WCE (feature bit 11)"
    );

    public static readonly SwitchProperty Discard = new(
        DeviceDriver,
        "discard",
        true,
        "offers VIRTIO_BLK_F_DISCARD (feature bit 13)"
    );

    public static readonly SwitchProperty WriteZeroes = new(
        DeviceDriver,
        "write-zeroes",
        true,
        "offers VIRTIO_BLK_F_WRITE_ZEROES (feature bit 14)"
    );

    public static readonly SwitchProperty ReportGranularity = new(
        DeviceDriver,
        "report-discard-granularity",
        true,
        "accepted; the granularity here is a block in any case"
    );

    public static readonly VirtioPciProperties Pci = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        Drive,
        Serial,
        ClassCode,
        Queues,
        QueueSize,
        SegmentsFollowQueue,
        ConfigWriteCache,
        Discard,
        WriteZeroes,
        ReportGranularity,
        .. Pci.All,
    ];
}
