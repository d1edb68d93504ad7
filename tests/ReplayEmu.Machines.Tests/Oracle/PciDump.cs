using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>One PCI function as a guest of QEMU read it at reset.</summary>
internal sealed record PciDump(
    string Qemu,
    string Machine,
    string Setup,
    string Address,
    string Bars,
    string Features,
    string ModernFeatures,
    byte[] Config
)
{
    /// <summary>The functions that the machine here has to have.</summary>
    public static IReadOnlyList<PciDump> All { get; } = [.. Read().Where(dump => !dump.IsMissing)];

    /// <summary>Those that are not implemented.</summary>
    public static IReadOnlyList<PciDump> Missing { get; } = [.. Read().Where(dump => dump.IsMissing)];

    /// <summary>An e1000e, 8086:10d3: the default network card of q35 from 2.12 on.</summary>
    private bool IsMissing => BitConverter.ToUInt32(Config) == 0x10d3_8086;

    private static List<PciDump> Read()
    {
        using var stream = typeof(PciDump).Assembly.GetManifestResourceStream("pci-config-qemu.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split(';'))
                .Select(parts => new PciDump(
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    parts[4],
                    parts[5],
                    parts[6],
                    Convert.FromHexString(parts[7])
                )),
        ];
    }
}
