using System.Collections.Generic;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Serial;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-i440fx-1.4 to 1.7, compared with QEMU 7.2.</summary>
internal static class PcI440fx1
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new(
            "pc-i440fx-1.7",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.7, without its ACPI tables",
            [
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.7.0"),
                    "pc-i440fx-2.0",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(PcProperties.GigabyteAlign.Was(false), "pc-i440fx-2.0", "", "RAM is split at a whole GiB"),
            ]
        ),
        new(
            "pc-i440fx-1.6",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.6",
            [
                new(
                    E1000Properties.Mitigation.Was(false),
                    "pc-i440fx-1.7",
                    "e9845f0985f",
                    "e1000: add interrupt mitigation support"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.6.0"),
                    "pc-i440fx-1.7",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    PcCpuProperties.Model.Was(2),
                    "pc-i440fx-1.7",
                    "f8e6a11aecc",
                    "target-i386: Set model=6 on qemu64 & qemu32 CPU models"
                ),
                new(
                    PcCpuProperties.Qemu32Model.Was(3),
                    "pc-i440fx-1.7",
                    "f8e6a11aecc",
                    "target-i386: Set model=6 on qemu64 & qemu32 CPU models"
                ),
            ]
        ),
        new(
            "pc-i440fx-1.5",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.5",
            [
                new(
                    VirtioNetProperties.Pci.AnyLayout.Was(false),
                    "pc-i440fx-1.6",
                    "488f069bd1f",
                    "virtio-net: add feature bit for any header s/g"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.5.0"),
                    "pc-i440fx-1.6",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    PcCpuProperties.NehalemModel.Was(2),
                    "pc-i440fx-1.6",
                    "ffce9ebbb69",
                    "target-i386: Update model values on Conroe/Penryn/Nehalem CPU models"
                ),
                new(
                    PcCpuProperties.NehalemLevel.Was(2),
                    "pc-i440fx-1.6",
                    "1f43571604d",
                    "pc: Use \"min-[x]level\" on compat_props"
                ),
            ]
        ),
        new(
            "pc-i440fx-1.4",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.4",
            [
                new(
                    E1000Properties.RomFile.Was("pxe-e1000.rom"),
                    "pc-i440fx-1.5",
                    "c45e5b5b30a",
                    "Switch to efi-enabled nic roms by default"
                ),
                new(
                    VirtioSerialProperties.Pci.Vectors.Was(VirtioPciProperties.AutomaticVectors),
                    "pc-i440fx-1.5",
                    "6c36bddf534",
                    "virtio-serial has a vector for each port"
                ),
                new(
                    VirtioNetProperties.GuestOffloads.Was(false),
                    "pc-i440fx-1.5",
                    "644c98587d4",
                    "virtio-net: dynamic network offloads configuration"
                ),
                new(
                    PcCpuProperties.ModelId.Was("QEMU Virtual CPU version 1.4.0"),
                    "pc-i440fx-1.5",
                    "cd6c1b7057b",
                    "pc: Set CPU model-id on compat_props for pc <= 2.4"
                ),
                new(
                    PcCpuProperties.Model486.Was(0),
                    "pc-i440fx-1.5",
                    "b2a856d9928",
                    "target-i386: Change CPUID model of 486 to 8"
                ),
            ]
        ),
    ];
}
