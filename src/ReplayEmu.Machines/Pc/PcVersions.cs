using System.Collections.Generic;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Versions of the i440FX board, newest to oldest. Both follow QEMU 1.1.2, the last release whose dumps these machines are
/// compared with.
/// </summary>
internal static class PcVersions
{
    /// <summary>Stands for the newest version.</summary>
    public const string Alias = "pc";

    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        new(
            "pc-1.1",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.1",
            // The display changed in versions that are not here yet: memory in 1.2, BAR 2 in 1.3, revision in 2.2, EDID in 4.1.
            [
                VgaProperties.VgaMemMb.Was(8),
                VgaProperties.Mmio.Was(false),
                VgaProperties.ExtendedRegisters.Was(false),
                VgaProperties.Edid.Was(false),
            ]
        ),
        new(
            "pc-1.0",
            "Standard PC (i440FX + PIIX3) as in QEMU 1.0",
            // QEMU commit 2ba1d381c2f: "virtio-pci: change virtio balloon PCI class code".
            [VirtioBalloonProperties.ClassCode.Was(VirtioBalloonProperties.ClassMemory)]
        ),
    ];

    /// <summary>The rows that apply to a version, in the order they are applied; null when there is no such version.</summary>
    public static IReadOnlyList<PropertyRow>? RowsFor(string name)
    {
        List<PropertyRow> rows = [];
        foreach (var version in NewestFirst)
        {
            rows.AddRange(version.Was);
            if (version.Name == name)
            {
                return rows;
            }
        }

        return null;
    }
}
