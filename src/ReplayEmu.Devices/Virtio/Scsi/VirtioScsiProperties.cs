using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Scsi;

/// <summary>Properties of <c>virtio-scsi-pci</c>.</summary>
public static class VirtioScsiProperties
{
    public const string Driver = "virtio-scsi-pci";
    public const string DeviceDriver = "virtio-scsi-device";

    /// <summary>As many queues as CPUs.</summary>
    public const uint AutomaticQueues = uint.MaxValue;

    public static readonly NumberProperty<uint> Queues = new(
        DeviceDriver,
        "num_queues",
        AutomaticQueues,
        "request queues; 0xffffffff is one for each CPU"
    );

    public static readonly NumberProperty<uint> QueueSize = new(
        DeviceDriver,
        "virtqueue_size",
        256,
        "entries of a queue, a power of two",
        1024
    );

    public static readonly SwitchProperty SegmentsFollowQueue = new(
        DeviceDriver,
        "seg_max_adjust",
        true,
        "segments of a request: virtqueue_size less 2, otherwise 126"
    );

    public static readonly NumberProperty<uint> MaximumSectors = new(
        Driver,
        "max_sectors",
        0xffff,
        "sectors of a request"
    );

    public static readonly NumberProperty<uint> CommandsPerUnit = new(
        Driver,
        "cmd_per_lun",
        128,
        "commands at a time for a logical unit"
    );

    public static readonly SwitchProperty Hotplug = new(
        Driver,
        "hotplug",
        true,
        "offers VIRTIO_SCSI_F_HOTPLUG (feature bit 1)"
    );

    public static readonly SwitchProperty Change = new(
        Driver,
        "param_change",
        true,
        "offers VIRTIO_SCSI_F_CHANGE (feature bit 2)"
    );

    public static readonly VirtioPciProperties Pci = new(Driver);

    public static readonly IReadOnlyList<DeviceProperty> All =
    [
        Queues,
        QueueSize,
        SegmentsFollowQueue,
        MaximumSectors,
        CommandsPerUnit,
        Hotplug,
        Change,
        .. Pci.All,
    ];
}
