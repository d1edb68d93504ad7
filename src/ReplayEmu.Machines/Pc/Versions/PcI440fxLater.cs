using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Firmware.FwCfg;

namespace ReplayEmu.Machines.Pc;

/// <summary>Versions that only carry rows: their virtio devices have the modern transport, which is not implemented.</summary>
internal static class PcI440fxLater
{
    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new(
            "pc-i440fx-6.0",
            "Standard PC (i440FX + PIIX3) as in QEMU 6.0",
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
        )
        {
            IsOffered = false,
        },
        new(
            "pc-i440fx-4.0",
            "Standard PC (i440FX + PIIX3) as in QEMU 4.0",
            [new(VgaProperties.Edid.Was(false), "pc-i440fx-4.1", "0a71966253c", "edid: flip the default to enabled")]
        )
        {
            IsOffered = false,
        },
        new(
            "pc-i440fx-2.8",
            "Standard PC (i440FX + PIIX3) as in QEMU 2.8",
            [
                new(
                    FwCfgProperties.FileSlots.Was(0x10),
                    "pc-i440fx-2.9",
                    "a5b3ebfd23b",
                    "fw-cfg: bump x-file-slots to 0x20 for 2.9+ machine types"
                ),
            ]
        )
        {
            IsOffered = false,
        },
    ];
}
