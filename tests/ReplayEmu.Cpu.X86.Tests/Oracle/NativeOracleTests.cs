using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The integer instructions give what the host's processor gives. More cases: REPLAYEMU_ORACLE_FORMS.</summary>
[TestFixture]
internal sealed class NativeOracleTests
{
    private const int ValuesPerForm = 50;
    private const int DefaultForms = 18;

    [Test]
    public void Instructions_of_user_mode_do_what_the_host_processor_does()
    {
        var forms = System.Environment.GetEnvironmentVariable("REPLAYEMU_ORACLE_FORMS") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultForms;
        var codes = OracleCodes.All();
        if (!HostProcessor.IsSupported)
        {
            Assert.That(codes, Has.Count.GreaterThan(400), "what an x86-64 Linux host would compare");
            return;
        }

        var differences = new List<string>();
        using var comparison = new Comparison(seed: 2012);
        foreach (var code in codes)
        {
            differences.AddRange(
                Enumerable.Range(0, forms).Select(_ => comparison.Run(code, ValuesPerForm)).OfType<string>().Take(1)
            );
        }

        TestContext.Out.WriteLine($"{codes.Count} codes, {comparison.Cases} cases");
        Assert.Multiple(() =>
        {
            Assert.That(differences, Is.Empty);
            Assert.That(comparison.Cases, Is.GreaterThan(codes.Count * forms * ValuesPerForm / 2));
        });
    }
}
