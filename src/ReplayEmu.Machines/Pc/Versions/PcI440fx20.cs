using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Devices.Virtio.Serial;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-2.0 to 2.4, compared with QEMU 7.2 and 3.1.1.</summary>
internal static class PcI440fx20
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new(
            "pc-i440fx-2.4",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.4, without its ACPI and SMBIOS tables",
            [
                new(
                    E1000Properties.ExtraRegisters.Was(false),
                    "pc-i440fx-2.5",
                    "ba63ec8594a",
                    "e1000: Introducing backward compatibility command line parameter"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 2.4.0"),
                    "pc-i440fx-2.5",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    PcCpuProperties.Sse4a.Was(true),
                    "pc-i440fx-2.5",
                    "0909ad24b27",
                    "target-i386: Remove SSE4a from qemu64 CPU model"
                ),
                new(
                    PcCpuProperties.Abm.Was(true),
                    "pc-i440fx-2.5",
                    "711956722c6",
                    "target-i386: Remove ABM from qemu64 CPU model"
                ),
                new(
                    PcCpuProperties.Popcnt.Was(true),
                    "pc-i440fx-2.5",
                    "6aa91e4a023",
                    "target-i386: Remove POPCNT from qemu64 and qemu32 CPU models"
                ),
                new(
                    PcCpuProperties.Qemu32Popcnt.Was(true),
                    "pc-i440fx-2.5",
                    "6aa91e4a023",
                    "target-i386: Remove POPCNT from qemu64 and qemu32 CPU models"
                ),
                new(
                    FwCfgProperties.Dma.Was(false),
                    "pc-i440fx-2.5",
                    "e6915b5f3a8",
                    "fw_cfg: unbreak migration compatibility for 2.4 and earlier machines"
                ),
            ]
        ),
        new(
            "pc-i440fx-2.3",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.3, without its ACPI and SMBIOS tables",
            [
                new(
                    VirtioBlockProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-2.4",
                    "09999a5f7fc",
                    "virtio: set any_layout in virtio core"
                ),
                new(
                    VirtioSerialProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-2.4",
                    "09999a5f7fc",
                    "virtio: set any_layout in virtio core"
                ),
                new(
                    VirtioRngProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-2.4",
                    "09999a5f7fc",
                    "virtio: set any_layout in virtio core"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 2.3.0"),
                    "pc-i440fx-2.4",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    VirtioBalloonProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-2.4",
                    "09999a5f7fc",
                    "virtio: set any_layout in virtio core"
                ),
                new(PcCpuProperties.Level.Was(4), "pc-i440fx-2.4", "28b8e4d0bf9", "i386: Introduce ARAT CPU feature"),
                new(
                    PcCpuProperties.Kvm64Level.Was(5),
                    "pc-i440fx-2.4",
                    "28b8e4d0bf9",
                    "i386: Introduce ARAT CPU feature"
                ),
                new(
                    PcCpuProperties.Pentium3Level.Was(2),
                    "pc-i440fx-2.4",
                    "28b8e4d0bf9",
                    "i386: Introduce ARAT CPU feature"
                ),
                new(
                    PcCpuProperties.NehalemLevel.Was(4),
                    "pc-i440fx-2.4",
                    "28b8e4d0bf9",
                    "i386: Introduce ARAT CPU feature"
                ),
                new(
                    PcCpuProperties.NehalemExtendedLevel.Was(0x8000000a),
                    "pc-i440fx-2.4",
                    "1f43571604d",
                    "pc: Use \"min-[x]level\" on compat_props"
                ),
            ]
        ),
        new(
            "pc-i440fx-2.2",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.2, without its ACPI and SMBIOS tables",
            [
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 2.2.0"),
                    "pc-i440fx-2.3",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    PcCpuProperties.Kvm64Vme.Was(false),
                    "pc-i440fx-2.3",
                    "27add381415",
                    "pc: Use PC_COMPAT_* for CPUID feature compatibility"
                ),
                new(
                    PcCpuProperties.Kvm32Vme.Was(false),
                    "pc-i440fx-2.3",
                    "27add381415",
                    "pc: Use PC_COMPAT_* for CPUID feature compatibility"
                ),
            ]
        ),
        new(
            "pc-i440fx-2.1",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.1, without its ACPI and SMBIOS tables",
            [
                new(
                    PcProperties.Display.Was(PcDefaults.Cirrus),
                    "pc-i440fx-2.2",
                    "",
                    "pc: the standard VGA is the default display"
                ),
                new(
                    VirtioScsiProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-2.2",
                    "3eff1f46f08",
                    "virtio-scsi: add support for the any_layout feature"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 2.1.0"),
                    "pc-i440fx-2.2",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    VgaProperties.ExtendedRegisters.Was(false),
                    "pc-i440fx-2.2",
                    "b5682aa4ca7",
                    "vga-pci: add qext region to mmio"
                ),
            ]
        ),
        new(
            "pc-i440fx-2.0",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.0, without its ACPI and SMBIOS tables",
            [
                new(
                    VirtioNetProperties.Announce.Was(false),
                    "pc-i440fx-2.1",
                    "f57fcf70634",
                    "virtio-net: announce self by guest"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 2.0.0"),
                    "pc-i440fx-2.1",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    LocalApicProperties.Version.Was(0x11),
                    "pc-i440fx-2.1",
                    "aa93200b88f",
                    "apic: use emulated lapic version 0x14 on pc machines >= 2.1"
                ),
                new(
                    PcProperties.FirmwareTableBytes.Was(0x10000),
                    "pc-i440fx-2.1",
                    "3459a625215",
                    "pc: reserve more memory for ACPI for new machine types"
                ),
            ]
        ),
    ];
}
