using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ReplayEmu.Cpu.X86.Model;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>The leaves of one CPU model that a guest read on a real QEMU, equal on several versions. <c>scripts/cpuid-oracle</c> makes them.</summary>
internal sealed record CpuidTable(string Model, IReadOnlyList<string> Machines, IReadOnlyList<CpuidLeaf> Leaves)
{
    public static IReadOnlyList<CpuidTable> All { get; } = Read();

    private static List<CpuidTable> Read()
    {
        using var stream = typeof(CpuidTable).Assembly.GetManifestResourceStream("cpuid-qemu.txt")!;
        using var reader = new StreamReader(stream);
        var tables = new List<CpuidTable>();
        var leaves = new List<CpuidLeaf>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] == "=")
            {
                leaves = [];
                tables.Add(new CpuidTable(words[1], words[2..], leaves));
            }
            else if (words[0] != "#")
            {
                var n = Array.ConvertAll(
                    words,
                    word => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                leaves.Add(new CpuidLeaf(n[0], n[1], n[2], n[3], n[4], n[5]));
            }
        }

        return tables;
    }
}
