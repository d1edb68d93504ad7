using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Scsi;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-1.0 to 1.3. pc-1.2 and pc-1.3 are compared with QEMU 3.1.1; pc-1.1 and older follow QEMU 1.1.2, the last release before which QEMU versioned CPU models.</summary>
internal static class Pc1
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new(
            "pc-1.3",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.3",
            [
                new(
                    E1000Properties.Autonegotiation.Was(false),
                    "pc-i440fx-1.4",
                    "2af234e61d5",
                    "e1000: unbreak the guest network migration to 1.3"
                ),
                new(
                    VirtioNetProperties.MacCommand.Was(false),
                    "pc-i440fx-1.4",
                    "c1943a3f377",
                    "virtio-net: introduce a new macaddr control"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.3.0"),
                    "pc-i440fx-1.4",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
            ]
        ),
        new(
            "pc-1.2",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.2",
            [
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.2.0"),
                    "pc-1.3",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(VgaProperties.Mmio.Was(false), "pc-1.3", "803ff052b69", "vga: add mmio bar to standard vga"),
            ]
        ),
        new(
            "pc-1.1",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.1",
            [
                new(
                    PcCpuProperties.HypervisorRange.Was(false),
                    "pc-1.2",
                    "",
                    "pc-1.1 follows QEMU 1.1.2, which had no such leaves"
                ),
                new(
                    VirtioScsiProperties.Hotplug.Was(false),
                    "pc-1.2",
                    "07a5298c306",
                    "virtio-scsi: add backwards-compatibility properties for 1.1 and earlier"
                ),
                new(
                    VirtioScsiProperties.Change.Was(false),
                    "pc-1.2",
                    "07a5298c306",
                    "virtio-scsi: add backwards-compatibility properties for 1.1 and earlier"
                ),
                new(
                    VirtioScsiProperties.Pci.Vectors.Was(2),
                    "pc-1.2",
                    "",
                    "pc-1.1 follows QEMU 1.1.2, whose virtio-scsi has two vectors"
                ),
                new(
                    VirtioBlockProperties.ConfigWriteCache.Was(false),
                    "pc-1.2",
                    "ea776abca62",
                    "virtio-blk: hide VIRTIO_BLK_F_CONFIG_WCE from old machine types"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.1.2"),
                    "pc-1.2",
                    "93bfef4c6e4",
                    "pc-1.1 follows QEMU 1.1.2, which did not version the name"
                ),
                new(
                    PcCpuProperties.DebugExtensions.Was(false),
                    "pc-1.2",
                    "",
                    "pc-1.1 follows QEMU 1.1.2, whose interpreter left these features out"
                ),
                new(
                    PcCpuProperties.LaterModels.Was(false),
                    "pc-1.2",
                    "",
                    "pc-1.1 follows QEMU 1.1.2, which defined the models so"
                ),
                new(
                    PcProperties.NewerFiles.Was(false),
                    "pc-1.2",
                    "",
                    "pc-1.1 follows QEMU 1.1.2, which did not have these files"
                ),
                new(
                    VirtioPciProperties.BusMasterForOldDrivers.Was(false),
                    "pc-1.2",
                    "4d43d3f3c80",
                    "pc-1.1 follows QEMU 1.1.2, which did not do this"
                ),
                new(
                    LocalApicProperties.Lint0External.Was(true),
                    "pc-1.2",
                    "b8eb5512fd8",
                    "pc-1.1 follows QEMU 1.1.2, which passed the 8259A on from power-on"
                ),
                new(VgaProperties.VgaMemMb.Was(8), "pc-1.2", "9e56edcf8dd", "vga: raise default vgamem size"),
            ]
        ),
        new(
            "pc-1.0",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.0",
            [
                new(
                    VirtioBalloonProperties.ClassCode.Was(VirtioBalloonProperties.ClassMemory),
                    "pc-1.1",
                    "2ba1d381c2f",
                    "virtio-pci: change virtio balloon PCI class code"
                ),
                new(
                    LocalApicProperties.Vapic.Was(false),
                    "pc-1.1",
                    "df1fd4b541b",
                    "pc: Fix disabling of vapic for compat PC models"
                ),
            ]
        ),
    ];
}
