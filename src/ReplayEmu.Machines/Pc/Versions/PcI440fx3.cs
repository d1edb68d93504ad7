using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Scsi;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-3.0 to 4.2, compared with QEMU 7.2.</summary>
internal static class PcI440fx3
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        PcVersions.Numbered(
            "4.2",
            [
                new(
                    VirtioBlockProperties.QueueSize.Was(128),
                    "pc-i440fx-5.0",
                    "c9b7d9ec21d",
                    "virtio: increase virtqueue size for virtio-scsi and virtio-blk"
                ),
                new(
                    VirtioScsiProperties.QueueSize.Was(128),
                    "pc-i440fx-5.0",
                    "c9b7d9ec21d",
                    "virtio: increase virtqueue size for virtio-scsi and virtio-blk"
                ),
                new(
                    VirtioBlockProperties.SegmentsFollowQueue.Was(false),
                    "pc-i440fx-5.0",
                    "1bf8a989a56",
                    "virtio: make seg_max virtqueue size dependent"
                ),
                new(
                    VirtioScsiProperties.SegmentsFollowQueue.Was(false),
                    "pc-i440fx-5.0",
                    "1bf8a989a56",
                    "virtio: make seg_max virtqueue size dependent"
                ),
            ]
        ),
        PcVersions.Numbered("4.1", []),
        PcVersions.Numbered(
            "4.0",
            [
                new(VgaProperties.Edid.Was(false), "pc-i440fx-4.1", "0a71966253c", "edid: flip the default to enabled"),
                new(
                    VirtioBalloonProperties.LongConfig.Was(true),
                    "pc-i440fx-4.1",
                    "2bbadb08ce2",
                    "virtio-balloon: fix QEMU 4.0 config size migration incompatibility"
                ),
            ]
        ),
        PcVersions.Numbered(
            "3.1",
            [
                new(
                    VirtioBlockProperties.Discard.Was(false),
                    "pc-i440fx-4.0",
                    "5c81161f804",
                    "virtio-blk: add \"discard\" and \"write-zeroes\" properties"
                ),
                new(
                    VirtioBlockProperties.WriteZeroes.Was(false),
                    "pc-i440fx-4.0",
                    "5c81161f804",
                    "virtio-blk: add \"discard\" and \"write-zeroes\" properties"
                ),
                new(
                    VirtioBalloonProperties.LongConfig.Was(false),
                    "pc-i440fx-4.0",
                    "2bbadb08ce2",
                    "virtio-balloon: fix QEMU 4.0 config size migration incompatibility"
                ),
            ]
        ),
        PcVersions.Numbered("3.0", []),
    ];
}
