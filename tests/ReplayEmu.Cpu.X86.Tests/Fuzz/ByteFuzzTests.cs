using System;
using System.Globalization;
using NUnit.Framework;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>
/// Random bytes must not stop anything but the guest. By hand for millions of bytes: <c>scripts/byte-fuzz SEED BYTES</c>, which sets the two
/// variables.
/// </summary>
[Category("Slow")]
public sealed class ByteFuzzTests
{
    [Test]
    public void Random_bytes_run_the_same_twice_whatever_the_slices([Values] ByteFuzzMode mode)
    {
        var seed = Setting("BYTE_FUZZ_SEED", 1) + (ulong)mode;
        var lots = Setting("BYTE_FUZZ_BYTES", 100_000) / ByteFuzz.LotSize;
        using var whole = new ByteFuzz(mode, seed, 24);
        using var sliced = new ByteFuzz(mode, seed, 5);
        for (ulong lot = 0; lot < lots; lot++)
        {
            Run(whole, lot);
            Run(sliced, lot);
            if (lot % 64 == 63 || lot == lots - 1)
            {
                Assert.That(sliced.Digest, Is.EqualTo(whole.Digest), $"lot {lot}");
            }
        }
    }

    private static void Run(ByteFuzz fuzz, ulong lot)
    {
        try
        {
            fuzz.RunLot();
        }
        catch (UnimplementedException missing)
        {
            Assert.Fail($"lot {lot}: {missing.Message}");
        }
    }

    private static ulong Setting(string name, ulong fallback) =>
        Environment.GetEnvironmentVariable(name) is { } text
            ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : fallback;
}
