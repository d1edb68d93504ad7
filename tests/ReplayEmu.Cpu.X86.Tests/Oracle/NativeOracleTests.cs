using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Testing;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The instructions of user mode give what the host's processor gives, bit for bit. More cases: <c>scripts/isa-fuzz</c>.</summary>
[TestFixture]
internal sealed class NativeOracleTests
{
    private const ulong Seed = 2012;
    private const int FormsPerCode = 12;
    private const int ValuesPerForm = 24;

    [TestCase(32)]
    [TestCase(64)]
    public void Instructions_of_user_mode_do_what_the_host_processor_does(int bitness)
    {
        var codes = OracleCoverage.Covered(bitness);
        if (!HostCpu.IsSupported)
        {
            Assert.That(codes, Has.Count.GreaterThan(900), "what an x86-64 Linux host would compare");
            return;
        }

        var differences = new List<string>();
        using var oracle = new NativeOracle();
        foreach (var code in codes.Where(HostFeatures.Has))
        {
            differences.AddRange(
                Enumerable
                    .Range(0, FormsPerCode)
                    .Select(i => oracle.Run(code, bitness, IsaFuzz.SeedOf(Seed, code, bitness, i), ValuesPerForm))
                    .OfType<string>()
                    .Take(1)
            );
        }

        TestContext.Out.WriteLine($"{codes.Count} codes, {oracle.Cases} cases");
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public async Task What_the_oracle_covers_is_listed()
    {
        var lines = new List<string>();
        foreach (var code in InstructionTable.Implemented)
        {
            var reasons = new[] { 32, 64 }.Select(bits => OracleCoverage.Reason(code, bits)).ToArray();
            lines.Add(
                reasons.All(r => r == null) ? $"{code}: 32 and 64 bits"
                : reasons[0] == null ? $"{code}: 32 bits"
                : reasons[1] == null ? $"{code}: 64 bits"
                : $"{code}: not covered: {(code.ToOpCode().Mode32 ? reasons[0] : reasons[1])}"
            );
        }

        lines.Sort(string.CompareOrdinal);
        await Verified.Text(string.Join('\n', lines) + "\n", "x86-oracle", "isa");
    }
}
