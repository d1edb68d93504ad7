using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Cpu.Power.Fuzz;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Tests.Oracle;

/// <summary>Cases with the answers of QEMU 7.2's user emulation, made by <c>scripts/power-fuzz --freeze</c>.</summary>
[TestFixture]
internal sealed class FrozenVectorTests
{
    private static IEnumerable<string> Files =>
        Directory
            .GetFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "Oracle"), "*.bin")
            .Select(path => Path.GetFileName(path))
            .Order();

    [TestCaseSource(nameof(Files))]
    public void Every_case_has_the_answer_of_the_oracle(string file)
    {
        using var stream = File.OpenRead(Path.Combine(TestContext.CurrentContext.TestDirectory, "Oracle", file));
        var wrong = new List<string>();
        var machines = new Dictionary<(string, bool), CaseRun>();
        foreach (var (little, name, item, changes) in FrozenVectors.Read(stream))
        {
            if (!machines.TryGetValue((name, little), out var run))
            {
                var model = PowerModel.All.First(known => known.Name == name);
                machines.Add((name, little), run = new CaseRun(model, little, 1));
            }

            run.PutCode([item]);
            var before = CaseRun.StateOf(item, 0);
            var got = run.Run(0, before);
            var expected = (ulong[])before.Clone();
            foreach (var (index, value) in changes)
            {
                expected[index] = value;
            }

            // The addresses in them are those of another run.
            foreach (var place in (int[])[VectorLayout.Lr / 8, VectorLayout.Ctr / 8])
            {
                expected[place] = got[place];
            }

            if (CaseComparison.Difference(item.Name, before, expected, got) is { } difference)
            {
                wrong.Add($"{item.Name} {item.Word:x8}: {difference}");
            }
        }

        foreach (var run in machines.Values)
        {
            run.Dispose();
        }

        Assert.That(wrong, Is.Empty);
    }
}
