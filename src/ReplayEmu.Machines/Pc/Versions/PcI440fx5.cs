using System.Collections.Generic;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-5.0 to 7.2, compared with QEMU 7.2.</summary>
internal static class PcI440fx5
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        PcVersions.Numbered("7.2", []),
        PcVersions.Numbered(
            "7.1",
            [
                new(
                    VirtioPciProperties.QueueReset.Was(false),
                    "pc-i440fx-7.2",
                    "69e1c14aa22",
                    "virtio: core: vq reset feature negotation support"
                ),
                new(
                    VirtioRngProperties.Pci.Vectors.Was(0),
                    "pc-i440fx-7.2",
                    "bad9c5a5166",
                    "virtio-rng-pci: fix migration compat for vectors"
                ),
            ]
        ),
        PcVersions.Numbered(
            "7.0",
            [
                new(
                    PcProperties.AmdHole.Was(false),
                    "pc-i440fx-7.1",
                    "b3e6982b415",
                    "i386/pc: restrict AMD only enforcing of 1Tb hole to new machine type"
                ),
            ]
        ),
        PcVersions.Numbered("6.2", []),
        PcVersions.Numbered(
            "6.1",
            [
                new(
                    PcProperties.PreferSockets.Was(true),
                    "pc-i440fx-6.2",
                    "4a0af2930a4",
                    "machine: Prefer cores over sockets in smp parsing since 6.2"
                ),
            ]
        ),
        PcVersions.Numbered(
            "6.0",
            [
                new(
                    E1000Properties.InitialVlanType.Was(false),
                    "pc-i440fx-6.1",
                    "a1d7e475beb",
                    "hw/net: e1000: Correct the initial value of VET register"
                ),
                new(
                    PcCpuProperties.VendorLeaves.Was(false),
                    "pc-i440fx-6.1",
                    "a7a0da844d2",
                    "target/i386: suppress CPUID leaves not defined by the CPU vendor"
                ),
                new(
                    PcCpuProperties.Family.Was(6),
                    "pc-i440fx-6.1",
                    "b7c290177ce",
                    "i386: use better matching family/model/stepping for 'qemu64' CPU"
                ),
                new(
                    PcCpuProperties.Model.Was(6),
                    "pc-i440fx-6.1",
                    "b7c290177ce",
                    "i386: use better matching family/model/stepping for 'qemu64' CPU"
                ),
                new(
                    PcCpuProperties.Stepping.Was(3),
                    "pc-i440fx-6.1",
                    "b7c290177ce",
                    "i386: use better matching family/model/stepping for 'qemu64' CPU"
                ),
            ]
        ),
        PcVersions.Numbered(
            "5.2",
            [
                new(
                    VirtioBlockProperties.ReportGranularity.Was(false),
                    "pc-i440fx-6.0",
                    "fb0b154c801",
                    "virtio-blk: Respect discard granularity"
                ),
                new(
                    VirtioNetProperties.Pci.Vectors.Was(3),
                    "pc-i440fx-6.0",
                    "3fd641ac5ec",
                    "Fix virtio-net-pci* \"vectors\" compat"
                ),
            ]
        ),
        PcVersions.Numbered(
            "5.1",
            [
                new(
                    VirtioBlockProperties.Queues.Was(1),
                    "pc-i440fx-5.2",
                    "9445e1e15e6",
                    "virtio-blk-pci: default num_queues to -smp N"
                ),
                new(
                    VirtioScsiProperties.Queues.Was(1),
                    "pc-i440fx-5.2",
                    "6a558822849",
                    "virtio-scsi-pci: default num_queues to -smp N"
                ),
            ]
        ),
        PcVersions.Numbered(
            "5.0",
            [
                new(
                    VirtioBalloonProperties.PagePoison.Was(false),
                    "pc-i440fx-5.1",
                    "7483cbbaf82",
                    "virtio-balloon: Implement support for page poison reporting feature"
                ),
            ]
        ),
    ];
}
