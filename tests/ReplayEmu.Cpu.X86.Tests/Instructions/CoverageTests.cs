using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Testing;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>What the interpreter executes, as a list that a change must be seen to change.</summary>
[TestFixture]
internal sealed class CoverageTests
{
    [Test]
    public async Task Implemented_instructions_are_listed()
    {
        var names = new List<string>();
        foreach (var code in InstructionTable.Implemented)
        {
            names.Add(code.ToString());
        }

        names.Sort(StringComparer.Ordinal);
        await Verified.Text(string.Join('\n', names) + "\n", "x86-coverage", "isa");
    }
}
