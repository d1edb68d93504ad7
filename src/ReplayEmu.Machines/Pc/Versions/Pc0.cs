using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Virtio.Balloon;

namespace ReplayEmu.Machines.Pc;

/// <summary>pc-0.10 to 0.15, compared with QEMU 1.1.2.</summary>
internal static class Pc0
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new("pc-0.15", "Standard PC (i440FX + PIIX3) as in QEMU 0.15", []),
        new(
            "pc-0.14",
            "Standard PC (i440FX + PIIX3) as in QEMU 0.14",
            [
                new(
                    VirtioBalloonProperties.Pci.EventIndex.Was(false),
                    "pc-0.15",
                    "ea830ebb744",
                    "pc: fix event_idx compatibility for virtio devices"
                ),
            ]
        ),
        new(
            "pc-0.13",
            "Standard PC (i440FX + PIIX3) as in QEMU 0.13",
            [
                new(
                    PcProperties.SystemErrorEnable.Was(false),
                    "pc-0.14",
                    "b1aeb92666d",
                    "pci: make command SERR bit writable"
                ),
                new(
                    VgaProperties.RomBar.Was(0),
                    "pc-0.14",
                    "281a26b15b4",
                    "vgabios update: handle compatibility with older qemu versions"
                ),
            ]
        ),
        new("pc-0.12", "Standard PC (i440FX + PIIX3) as in QEMU 0.12", []),
        new("pc-0.11", "Standard PC (i440FX + PIIX3) as in QEMU 0.11", []),
        new("pc-0.10", "Standard PC (i440FX + PIIX3) as in QEMU 0.10", []),
    ];
}
