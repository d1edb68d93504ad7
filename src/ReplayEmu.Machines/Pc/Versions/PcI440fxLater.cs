using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Balloon;

namespace ReplayEmu.Machines.Pc;

/// <summary>Versions from 2.5 on. They only carry rows yet: what they need of the board is not there.</summary>
internal static class PcI440fxLater
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        Version(
            "9.2",
            [
                new(
                    VirtioBalloonProperties.Pci.Vectors.Was(0),
                    "pc-i440fx-10.0",
                    "fe638ae67bf",
                    "virtio-balloon-pci: Allow setting nvectors, so we can use MSI-X"
                ),
            ]
        ),
        Version(
            "7.1",
            [
                new(
                    VirtioPciProperties.QueueReset.Was(false),
                    "pc-i440fx-7.2",
                    "69e1c14aa22",
                    "virtio: core: vq reset feature negotation support"
                ),
            ]
        ),
        Version(
            "6.0",
            [
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
        Version(
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
        Version(
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
        Version(
            "3.1",
            [
                new(
                    VirtioBalloonProperties.LongConfig.Was(false),
                    "pc-i440fx-4.0",
                    "2bbadb08ce2",
                    "virtio-balloon: fix QEMU 4.0 config size migration incompatibility"
                ),
            ]
        ),
        Version(
            "2.8",
            [
                new(
                    FwCfgProperties.FileSlots.Was(0x10),
                    "pc-i440fx-2.9",
                    "a5b3ebfd23b",
                    "fw-cfg: bump x-file-slots to 0x20 for 2.9+ machine types"
                ),
            ]
        ),
        Version(
            "2.7",
            [
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
            ]
        ),
        Version(
            "2.6",
            [
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
    ];

    private static MachineVersion Version(string number, IReadOnlyList<VersionRow> was) =>
        new($"pc-i440fx-{number}", $"Standard PC (i440FX + PIIX3) as in QEMU {number}", was) { IsOffered = false };
}
