using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Testing;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>
/// What the interpreter executes, as a list that a change must be seen to change: every instruction of the CPUID features that
/// any CPU model has, and what it executes beyond them.
/// </summary>
[TestFixture]
internal sealed class CoverageTests
{
    private static readonly HashSet<Code> Implemented = [.. InstructionTable.Implemented];

    [Test]
    public async Task Implemented_instructions_are_listed()
    {
        var claimed = Claimed();
        var lines = new List<string>
        {
            $"models: {CpuModels.Names}",
            $"features: {string.Join(' ', ClaimedFeatures().Select(f => f.ToString()).Order(StringComparer.Ordinal))}",
        };
        lines.AddRange(Section("claimed and not implemented", claimed.Where(c => !Implemented.Contains(c))));
        lines.AddRange(Section("claimed and implemented", claimed.Where(Implemented.Contains)));
        lines.AddRange(Section("implemented beyond the models", Implemented.Except(claimed)));
        await Verified.Text(string.Join('\n', lines) + "\n", "x86-coverage", "isa");
    }

    [Test]
    public void Every_instruction_of_the_models_is_implemented() =>
        Assert.That(Claimed().Where(c => !Implemented.Contains(c)), Is.Empty);

    /// <summary>The instructions that the decoder gives without options and that at least one model has.</summary>
    private static HashSet<Code> Claimed()
    {
        var models = Models();
        var claimed = new HashSet<Code>();
        foreach (var code in Enum.GetValues<Code>())
        {
            var info = code.ToOpCode();
            if (
                info.IsInstruction
                && info.DecoderOption == DecoderOptions.None
                // Two instructions that assemblers take for one.
                && !info.Fwait
                // What AMD's decoders alone make of a prefix.
                && (info.IntelDecoder16 || info.IntelDecoder32 || info.IntelDecoder64)
                && models.Exists(m => code.CpuidFeatures().All(f => FeatureGate.Has(m, f)))
            )
            {
                claimed.Add(code);
            }
        }

        return claimed;
    }

    private static IEnumerable<CpuidFeature> ClaimedFeatures()
    {
        var models = Models();
        return Enum.GetValues<CpuidFeature>().Where(f => models.Exists(m => FeatureGate.Has(m, f)));
    }

    private static List<CpuModel> Models() =>
        [.. CpuModels.Names.Split(' ').Select(name => CpuModels.Define(name)!.Build())];

    private static IEnumerable<string> Section(string title, IEnumerable<Code> codes)
    {
        var names = codes.Select(c => c.ToString()).Order(StringComparer.Ordinal).ToList();
        return names.Prepend(string.Create(CultureInfo.InvariantCulture, $"{title}: {names.Count}"));
    }
}
