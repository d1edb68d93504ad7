using System.Collections.Generic;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Serial;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-2.5 to 2.12, compared with QEMU 7.2.</summary>
internal static class PcI440fx25
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        PcVersions.Numbered("2.12", []),
        PcVersions.Numbered(
            "2.11",
            [
                new(
                    VirtioBlockProperties.Pci.Vectors.Was(2),
                    "pc-i440fx-2.12",
                    "0ebf9a74888",
                    "virtio-blk: enable multiple vectors when using multiple I/O queues"
                ),
            ]
        ),
        PcVersions.Numbered("2.10", []),
        PcVersions.Numbered("2.9", []),
        PcVersions.Numbered(
            "2.8",
            [
                new(
                    CirrusProperties.VgaMemMb.Was(8),
                    "pc-i440fx-2.9",
                    "73c148130b5",
                    "cirrus: switch to 4 MB video memory by default"
                ),
                new(
                    PcCpuProperties.TcgLeaf.Was(false),
                    "pc-i440fx-2.9",
                    "1ce36bfe642",
                    "i386: expose \"TCGTCGTCGTCG\" in the 0x40000000 CPUID leaf"
                ),
                new(
                    FwCfgProperties.FileSlots.Was(0x10),
                    "pc-i440fx-2.9",
                    "a5b3ebfd23b",
                    "fw-cfg: bump x-file-slots to 0x20 for 2.9+ machine types"
                ),
            ]
        ),
        PcVersions.Numbered(
            "2.7",
            [
                new(
                    PcCpuProperties.Level3Cache.Was(false),
                    "pc-i440fx-2.8",
                    "14c985cffa6",
                    "target-i386: present virtual L3 cache info for vcpus"
                ),
                new(
                    IoApicProperties.Version.Was(0x11),
                    "pc-i440fx-2.8",
                    "20fd4b7b6d9",
                    "x86: ioapic: add support for explicit EOI"
                ),
                new(
                    VirtioPciProperties.PagePerQueue.Was(true),
                    "pc-i440fx-2.8",
                    "d9997d89a4a",
                    "virtio-pci: reduce modern_mem_bar size"
                ),
                new(
                    VirtioSerialProperties.EmergencyWrite.Was(false),
                    "pc-i440fx-2.8",
                    "a06b1dae470",
                    "virtio-serial: enable virtio console emergency write feature"
                ),
            ]
        ),
        PcVersions.Numbered(
            "2.6",
            [
                new(
                    PcCpuProperties.Topology.Was(false),
                    "pc-i440fx-2.7",
                    "5232d00a041",
                    "target-i386: Implement CPUID[0xB] (Extended Topology Enumeration)"
                ),
                new(
                    VirtioPciProperties.DisableModern.Was(true),
                    "pc-i440fx-2.7",
                    "9a4c0e220d8",
                    "hw/virtio-pci: fix virtio behaviour"
                ),
                new(
                    VirtioPciProperties.DisableLegacy.Was(VirtioPciProperties.Off),
                    "pc-i440fx-2.7",
                    "9a4c0e220d8",
                    "hw/virtio-pci: fix virtio behaviour"
                ),
            ]
        ),
        PcVersions.Numbered(
            "2.5",
            [new(PcProperties.SortedFiles.Was(false), "pc-i440fx-2.6", "bab47d9a75a", "fw_cfg: reorder firmware files")]
        ),
    ];
}
