using CsCheck;
using NUnit.Framework;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests.Time;

public sealed class TickRatioTests
{
    private static readonly Gen<TickRatio> ratios = Gen.Select(
        Gen.UInt[1, uint.MaxValue],
        Gen.UInt[1, uint.MaxValue],
        (numerator, denominator) => new TickRatio(numerator, denominator)
    );

    [TestCase(0UL, 0UL)]
    [TestCase(1UL, 8UL)]
    [TestCase(125_000_000UL, 1_000_000_000UL)]
    public void The_default_is_8_ns_a_tick(ulong ticks, ulong nanoseconds)
    {
        Assert.That(TickRatio.Default.ToNanoseconds(ticks), Is.EqualTo(nanoseconds));
    }

    [TestCase(0UL, 0UL)]
    [TestCase(1UL, 1UL)]
    [TestCase(8UL, 1UL)]
    [TestCase(9UL, 2UL)]
    public void Ticks_are_rounded_up(ulong nanoseconds, ulong ticks)
    {
        Assert.That(TickRatio.Default.ToTicks(nanoseconds), Is.EqualTo(ticks));
    }

    [Test]
    public void Never_stays_never()
    {
        Assert.That(TickRatio.Default.ToTicks(ulong.MaxValue), Is.EqualTo(ulong.MaxValue));
    }

    [Test]
    public void The_tick_of_a_time_is_the_first_at_which_it_has_come()
    {
        Gen.Select(ratios, Gen.ULong[1, 1UL << 62])
            .Sample(
                (ratio, nanoseconds) =>
                {
                    var ticks = ratio.ToTicks(nanoseconds);
                    return ticks == ulong.MaxValue
                        || (
                            (System.UInt128)ticks * ratio.Numerator / ratio.Denominator >= nanoseconds
                            && (System.UInt128)(ticks - 1) * ratio.Numerator / ratio.Denominator < nanoseconds
                        );
                }
            );
    }

    [Test]
    public void MulDiv_is_exact()
    {
        Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt[1, uint.MaxValue])
            .Sample(
                (value, multiplier, divisor) =>
                    TickRatio.MulDiv(value, multiplier, divisor)
                    == unchecked((ulong)((System.UInt128)value * multiplier / divisor))
            );
    }
}
