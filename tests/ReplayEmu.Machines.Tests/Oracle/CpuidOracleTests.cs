using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Machines.Pc;
using ReplayEmu.Machines.Tests.Pc;
using ReplayEmu.Testing;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>CPUID of every model on every version of the i440FX board that QEMU 7.2 has: bits that differ, each with its reason.</summary>
internal sealed class CpuidOracleTests
{
    [Test]
    public Task Every_difference_from_QEMU_is_listed_with_its_reason() =>
        Verified.Text(string.Join('\n', Report()) + "\n", "cpuid-against-qemu", "oracle");

    private static IEnumerable<string> Report()
    {
        var versions = CpuidTable.All.SelectMany(table => table.Machines).Distinct().Count();
        var leaves = CpuidTable.All.Sum(table => table.Machines.Count * table.Leaves.Count);
        yield return $"CPUID against QEMU 7.2.22: {versions} versions of pc-i440fx, {leaves} leaves. Bits that differ, by model;";
        yield return "ours and QEMU's on the first version that differs so, and how many do.";
        foreach (var model in CpuidTable.All.GroupBy(table => table.Model))
        {
            yield return "";
            yield return model.Key;
            foreach (var line in Differences(model))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Differences(IEnumerable<CpuidTable> tables) =>
        tables
            .SelectMany(table => table.Machines.SelectMany(machine => Compare(table, machine)))
            .GroupBy(item => item.Text)
            .Select(same => $"  {same.Key}  {same.First().Machine}, {same.Count()} in all: {same.First().Reason}")
            .DefaultIfEmpty("  none");

    private static IEnumerable<(string Machine, string Text, string Reason)> Compare(CpuidTable table, string machine)
    {
        var model = PcProcessor.ModelOf(PcTestMachine.Config(machine) with { Cpu = table.Model });
        foreach (var theirs in table.Leaves)
        {
            var ours = model.Query(theirs.Leaf, theirs.Subleaf);
            foreach (
                var (name, mine, other) in ((string, uint, uint)[])
                    [
                        ("eax", ours.Eax, theirs.Eax),
                        ("ebx", ours.Ebx, theirs.Ebx),
                        ("ecx", ours.Ecx, theirs.Ecx),
                        ("edx", ours.Edx, theirs.Edx),
                    ]
            )
            {
                if (mine != other)
                {
                    var place = $"{theirs.Leaf:x8}.{theirs.Subleaf:x} {name}";
                    yield return (
                        machine,
                        $"{place} {mine:x8} {other:x8}",
                        CpuidDifference.ReasonOf(table.Model, place, mine ^ other)
                    );
                }
            }
        }
    }
}
