using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Cases in batches, each compared with the oracle.</summary>
internal sealed class Campaign(PowerModel model, bool little, ulong seed, string? only)
{
    private const int MaxReports = 20;
    private readonly CaseGenerator generator = new(seed, little, model.Level, only);
    private readonly SortedDictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly List<(VectorCase Case, ulong[] Before, ulong[] After)> kept = [];

    /// <summary>Number of cases that differ.</summary>
    public int Run(ulong count, int batch, TextWriter log)
    {
        ulong done = 0;
        while (done < count)
        {
            var cases = Enumerable
                .Range(0, (int)Math.Min((ulong)batch, count - done))
                .Select(_ => generator.Next())
                .ToList();
            RunBatch(cases, log);
            done += (ulong)cases.Count;
        }

        var wrong = failures.Values.Sum();
        log.WriteLine($"{model.Name}, {(little ? "little" : "big")}-endian: {done} cases, {wrong} differ");
        foreach (var (name, number) in failures.Take(3 * MaxReports))
        {
            log.WriteLine($"  {name}: {number}");
        }

        return wrong;
    }

    /// <summary>Adds the last batches' cases to a file, in which tests find them.</summary>
    public void Freeze(string path) => FrozenVectors.Append(path, model, little, kept);

    private void RunBatch(List<VectorCase> cases, TextWriter log)
    {
        var before = cases.Select(CaseRun.StateOf).ToArray();
        ulong[][] expected;
        try
        {
            expected = OracleRun.Run(cases, before, little, model.Name);
        }
        catch (InvalidOperationException error)
        {
            if (cases.Count == 1)
            {
                Fail(cases[0], error.Message, log);
                return;
            }

            // Some case got a signal: halve until it is alone.
            var half = cases.Count / 2;
            RunBatch(cases[..half], log);
            RunBatch(cases[half..], log);
            return;
        }

        using var run = new CaseRun(model, little, cases.Count);
        run.PutCode(cases);
        for (var i = 0; i < cases.Count; i++)
        {
            try
            {
                var got = run.Run(i, before[i]);
                if (CaseComparison.Difference(cases[i].Name, before[i], expected[i], got) is { } difference)
                {
                    Fail(cases[i], difference, log);
                }
            }
            catch (InvalidOperationException error)
            {
                Fail(cases[i], error.Message, log);
            }

            // These store the reserved register, in which is where the vector was.
            if (cases[i].Name is not ("stmw" or "stswi" or "stswx"))
            {
                kept.Add((cases[i], before[i], expected[i]));
            }
        }

        if (kept.Count > 1 << 16)
        {
            kept.Clear();
        }
    }

    private void Fail(VectorCase item, string what, TextWriter log)
    {
        failures[item.Name] = failures.GetValueOrDefault(item.Name) + 1;
        if (failures[item.Name] <= 2 && failures.Count <= MaxReports)
        {
            log.WriteLine($"{item.Name} {item.Word:x8} seed {item.Seed:x}: {what}");
        }
    }
}
