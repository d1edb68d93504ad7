using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Testing;

namespace ReplayEmu.Cpu.Power.Tests.Instructions;

/// <summary>What the interpreter executes, as a list that a change must be seen to change.</summary>
[TestFixture]
internal sealed class CoverageTests
{
    [Test]
    public async Task Implemented_instructions_are_listed()
    {
        var names = new List<string>();
        foreach (var row in PatternTable.Rows)
        {
            names.Add(row.Name);
        }

        names.Sort(StringComparer.Ordinal);
        await Verified.Text(string.Join('\n', names) + "\n", "power-coverage", "isa");
    }
}
