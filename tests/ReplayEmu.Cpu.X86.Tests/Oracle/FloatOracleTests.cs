using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Decode;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// The x87 and vector instructions give what the host's processor gives, bit for bit. REPLAYEMU_FLOAT_FORMS gives another number
/// of forms per instruction, REPLAYEMU_FLOAT_SEED another seed, REPLAYEMU_FLOAT_CODES a part of the instructions' names.
/// </summary>
[TestFixture]
internal sealed class FloatOracleTests
{
    private const int ValuesPerForm = 100;
    private const int DefaultForms = 6;

    [Test]
    public void Float_and_vector_instructions_do_what_the_host_processor_does()
    {
        var forms = Number("REPLAYEMU_FLOAT_FORMS", DefaultForms);
        var codes = Codes();
        if (!HostProcessor.IsSupported)
        {
            Assert.That(codes, Has.Count.GreaterThan(100), "what an x86-64 Linux host would compare");
            return;
        }

        var differences = new List<string>();
        using var comparison = new FloatComparison((ulong)Number("REPLAYEMU_FLOAT_SEED", 1980));
        foreach (var code in codes)
        {
            differences.AddRange(
                Enumerable.Range(0, forms).Select(_ => comparison.Run(code, ValuesPerForm)).OfType<string>().Take(1)
            );
        }

        TestContext.Out.WriteLine($"{codes.Count} codes, {comparison.Cases} cases, {differences.Count} differ");
        foreach (var difference in differences)
        {
            TestContext.Out.WriteLine(difference);
        }

        Assert.That(differences, Has.Count.Zero);
    }

    private static List<Code> Codes()
    {
        var part = Environment.GetEnvironmentVariable("REPLAYEMU_FLOAT_CODES") ?? "";
        var codes = new List<Code>();
        foreach (var code in InstructionTable.Implemented)
        {
            var info = code.ToOpCode();
            if (
                code.CpuidFeatures().Any(FloatCodes.IsFloat)
                && info.Mode32
                && info.Mode64
                && !FloatCodes.IsControl(code.Mnemonic())
                && code.ToString().Contains(part, StringComparison.Ordinal)
            )
            {
                codes.Add(code);
            }
        }

        return codes;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
