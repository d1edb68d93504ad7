using System;
using System.Numerics;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Float.Transcendental;
using ReplayEmu.Cpu.X86.Tests.Oracle;

namespace ReplayEmu.Cpu.X86.Tests.Float.Transcendental;

/// <summary>
/// The transcendental functions against series in integers of 256 bits and more: nearest within half a unit in the last place, the
/// other rounding modes within one and on their own side. Angles are those after reduction by the 66 bits of pi.
/// </summary>
[TestFixture]
internal sealed class AccuracyTests
{
    private const int Cases = 100_000;

    /// <summary>Units in the last place are counted in 2^-32.</summary>
    private const int FractionBits = 32;

    private delegate Real Function(ref FloatContext c, in Real x, in Real y);

    [Test]
    public void F2xm1_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in _) => Exponential.PowerMinusOne(ref c, x),
            static (x, _) => Reference.PowerMinusOne(x),
            -90,
            -1
        );

    [Test]
    public void Fsin_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in _) => Circular.Sine(ref c, x),
            static (x, _) => Reference.Circle(x).Sine,
            -90,
            62
        );

    [Test]
    public void Fcos_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in _) => Circular.Cosine(ref c, x),
            static (x, _) => Reference.Circle(x).Cosine,
            -30,
            62
        );

    [Test]
    public void Fptan_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in _) => Circular.Tangent(ref c, x),
            static (x, _) =>
            {
                var (sine, cosine) = Reference.Circle(x);
                return (sine << Reference.Bits) / cosine;
            },
            -60,
            62
        );

    [Test]
    public void Fpatan_is_within_half_a_unit() =>
        Check(static (ref c, in x, in y) => ArcTangent.Angle(ref c, x, y), Reference.Angle, -30, 30);

    [Test]
    public void Fyl2x_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in y) => Logarithm.Multiple(ref c, x.WithSign(false), y),
            static (x, y) => (Reference.Log2(BigInteger.Abs(x)) * y) >> Reference.Bits,
            -40,
            40
        );

    [Test]
    public void Fyl2xp1_is_within_half_a_unit() =>
        Check(
            static (ref c, in x, in y) => Logarithm.MultipleOfNext(ref c, x, y),
            static (x, y) => (Reference.Log2(Reference.One + x) * y) >> Reference.Bits,
            -60,
            -2
        );

    private static void Check(
        Function function,
        Func<BigInteger, BigInteger, BigInteger> reference,
        int minExponent,
        int maxExponent
    )
    {
        var random = new CaseRandom(1989);
        var greatest = BigInteger.Zero;
        Span<long> wrong = stackalloc long[4];
        for (var i = 0; i < Cases; i++)
        {
            var x = Number(random, minExponent, maxExponent);
            var y = Number(random, -20, 20);
            var exact = reference(Fixed(x), Fixed(y));
            var mode = i & 3;
            var c = new FloatContext
            {
                Masks = FloatFlag.All,
                Rounding = mode,
                IsX87 = true,
            };
            var result = function(ref c, x, y);
            var error = ((Fixed(result) - exact) << FractionBits) >> (result.Exponent - 63 + Reference.Bits);
            if (mode == RoundingMode.Nearest)
            {
                greatest = BigInteger.Max(greatest, BigInteger.Abs(error));
                continue;
            }

            // Signed such that the mode wants it in 0 to 1.
            error = mode == RoundingMode.Up || (mode == RoundingMode.TowardZero && result.Sign) ? error : -error;
            wrong[mode] += error >= -1 && error <= BigInteger.One << FractionBits ? 0 : 1;
        }

        var units = (double)greatest / (1L << FractionBits);
        TestContext.Out.WriteLine($"{Cases} cases, to nearest within {units} units in the last place");
        Assert.That(units, Is.LessThan(0.500001));
        Assert.That(wrong.ToArray(), Is.All.Zero);
    }

    /// <summary>Few bits, many, all, or any.</summary>
    private static Real Number(CaseRandom random, int minExponent, int maxExponent)
    {
        var bits = random.Next();
        var significand = random.Below(5) switch
        {
            0 => bits << random.Below(64),
            1 => ~(bits >> random.Below(64)),
            2 => bits >> random.Below(64),
            _ => bits,
        };
        var exponent = random.OneIn(2)
            ? Math.Clamp(random.Below(8) - 6, minExponent, maxExponent)
            : minExponent + random.Below(maxExponent - minExponent + 1);
        return Real.Finite(random.OneIn(2), exponent, significand | (1UL << 63));
    }

    private static BigInteger Fixed(in Real r)
    {
        var shift = r.Exponent - 63 + Reference.Bits;
        var magnitude = shift >= 0 ? (BigInteger)r.Significand << shift : (BigInteger)r.Significand >> -shift;
        return r.Sign ? -magnitude : magnitude;
    }
}
