using System.Collections.Generic;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Serial;

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
                    VirtioBlockProperties.Pci.EventIndex.Was(false),
                    "pc-0.15",
                    "b91cb442151",
                    "virtio: compat event idx support"
                ),
                new(
                    VirtioSerialProperties.Pci.EventIndex.Was(false),
                    "pc-0.15",
                    "b91cb442151",
                    "virtio: compat event idx support"
                ),
                new(
                    VirtioNetProperties.Pci.EventIndex.Was(false),
                    "pc-0.15",
                    "b91cb442151",
                    "virtio: compat event idx support"
                ),
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
        new(
            "pc-0.12",
            "Standard PC (i440FX + PIIX3) as in QEMU 0.12",
            [
                new(
                    VirtioSerialProperties.Ports.Was(1),
                    "pc-0.13",
                    "1e29a009e35",
                    "virtio-serial: Fix compat property name"
                ),
                new(
                    VirtioSerialProperties.Pci.Vectors.Was(0),
                    "pc-0.13",
                    "8bfbde6d35c",
                    "pc: Add backward compatibility options for virtio-serial"
                ),
            ]
        ),
        new(
            "pc-0.11",
            "Standard PC (i440FX + PIIX3) as in QEMU 0.11",
            [
                new(
                    CirrusProperties.RomBar.Was(0),
                    "pc-0.12",
                    "20a86364c9e",
                    "pc: add rombar to compat properties for pc-0.10 and pc-0.11"
                ),
                new(
                    E1000Properties.RomBar.Was(0),
                    "pc-0.12",
                    "20a86364c9e",
                    "pc: add rombar to compat properties for pc-0.10 and pc-0.11"
                ),
                new(VirtioBlockProperties.Pci.Vectors.Was(0), "pc-0.12", "177539e06d2", "virtio-blk: add msi support."),
                new(
                    AtaProperties.Version.Was("0.11"),
                    "pc-0.12",
                    "374ef704524",
                    "pc: add driver version compat properties"
                ),
                new(
                    ScsiDiskProperties.Version.Was("0.11"),
                    "pc-0.12",
                    "374ef704524",
                    "pc: add driver version compat properties"
                ),
            ]
        ),
        new(
            "pc-0.10",
            "Standard PC (i440FX + PIIX3) as in QEMU 0.10",
            [
                new(
                    VirtioBlockProperties.ClassCode.Was(VirtioBlockProperties.ClassOther),
                    "pc-0.11",
                    "ab73ff29ceb",
                    "qdev/compat: virtio-blk-pci 0.10 compatibility."
                ),
                new(
                    VirtioSerialProperties.ClassCode.Was(VirtioSerialProperties.ClassDisplay),
                    "pc-0.11",
                    "98b19252cf1",
                    "virtio-console: qdev conversion, new virtio-serial-bus"
                ),
                new(
                    VirtioNetProperties.Pci.Vectors.Was(0),
                    "pc-0.11",
                    "a1e0fea5874",
                    "qdev/compat: virtio-net-pci 0.10 compatibility."
                ),
                new(
                    AtaProperties.Version.Was("0.10"),
                    "pc-0.11",
                    "374ef704524",
                    "pc: add driver version compat properties"
                ),
                new(
                    ScsiDiskProperties.Version.Was("0.10"),
                    "pc-0.11",
                    "374ef704524",
                    "pc: add driver version compat properties"
                ),
            ]
        ),
    ];
}
