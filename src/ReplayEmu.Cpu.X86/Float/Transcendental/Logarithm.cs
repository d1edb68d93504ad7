using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>FYL2X and FYL2XP1: a multiple of a logarithm to base 2.</summary>
internal static class Logarithm
{
    /// <summary>Bits of the reciprocals that bring a number near 1.</summary>
    private const int ReciprocalBits = 12;

    /// <summary>Where the table of 128 steps per unit starts: at 3/4.</summary>
    private const int FirstStep = 96;

    /// <summary>Below this exponent the logarithm of 1 + x comes from the series alone.</summary>
    private const int SmallExponent = -7;

    /// <summary>1/ln 2 with 127 bits after the point.</summary>
    private static readonly UInt128 Log2E = new(0xb8aa3b295c17f0bb, 0xbe87fed0691d3e89);

    private static readonly UInt128 OneAndHalf = new(3UL << 62, 0);

    /// <summary>-log2 of the reciprocal of each step of the table.</summary>
    private static readonly Wide[] Logarithms = MakeLogarithms();

    /// <summary>FYL2X: y log2(x).</summary>
    public static Real Multiple(ref FloatContext c, in Real x, in Real y)
    {
        if (NaN.Decides(ref c, x, y, out var nan))
        {
            return nan;
        }

        if (x.Kind == FloatKind.Zero)
        {
            if (y.Kind == FloatKind.Zero)
            {
                return c.Invalid();
            }

            c.Flags |= y.Kind == FloatKind.Finite ? FloatFlag.ZeroDivide : 0;
            return Real.Infinity(!y.Sign);
        }

        if (x.Sign)
        {
            return c.Invalid();
        }

        // Its sign decides when y is zero or infinite.
        var logarithm = x.Kind == FloatKind.Infinity ? new Wide(false, 0, PowerSeries.One) : Base2(Wide.From(x));
        return Product(ref c, x, y, logarithm, x.Kind == FloatKind.Infinity);
    }

    /// <summary>FYL2XP1: y log2(1 + x).</summary>
    public static Real MultipleOfNext(ref FloatContext c, in Real x, in Real y)
    {
        if (NaN.Decides(ref c, x, y, out var nan))
        {
            return nan;
        }

        if (x.Kind == FloatKind.Infinity)
        {
            return x.Sign ? c.Invalid() : Product(ref c, x, y, new Wide(false, 0, PowerSeries.One), infinite: true);
        }

        if (y.Kind == FloatKind.Finite && x is { Kind: FloatKind.Finite, Sign: true, Exponent: >= 0 })
        {
            // Undefined (SDM volume 2, FYL2XP1); AMD processors give x.
            FloatArithmetic.NoteDenormals(ref c, x, y);
            c.Flags |= FloatFlag.Precision;
            return x;
        }

        var logarithm =
            x.Kind == FloatKind.Zero ? default
            : x.Exponent < SmallExponent ? Small(Wide.From(x))
            // Beyond 2^63 the one is less than any bit of x.
            : x.Sign && x.Exponent >= 0 ? Wide.From(x)
            : Base2(x.Exponent > 63 ? Wide.From(x) : Wide.From(x) + Wide.From(1));
        return Product(ref c, x, y, logarithm with { Sign = x.Sign }, infinite: false);
    }

    /// <param name="infinite">The logarithm is infinite.</param>
    private static Real Product(ref FloatContext c, in Real x, in Real y, in Wide logarithm, bool infinite)
    {
        var sign = logarithm.Sign != y.Sign;
        if (infinite ? y.Kind == FloatKind.Zero : logarithm.Significand == 0 && y.Kind == FloatKind.Infinity)
        {
            return c.Invalid();
        }

        FloatArithmetic.NoteDenormals(ref c, x, y);
        if (infinite || y.Kind == FloatKind.Infinity)
        {
            return Real.Infinity(sign);
        }

        return logarithm.Significand == 0 || y.Kind == FloatKind.Zero
            ? Real.Zero(sign)
            : Result.Computed(ref c, logarithm * Wide.From(y));
    }

    /// <summary>Of a number whose significand has at most 80 bits.</summary>
    private static Wide Base2(in Wide x)
    {
        // In [3/4, 3/2), where the exponent's logarithm and the table's do not cancel.
        var upper = x.Significand >= OneAndHalf;
        var scaled = upper ? x.Significand >> 1 : x.Significand;
        var step = (int)(scaled >> 120) - FirstStep;
        // Exact: fewer than 100 bits.
        var near = (scaled >> ReciprocalBits) * (UInt128)Reciprocal(step);
        var rest =
            near >= PowerSeries.One
                ? Wide.Normal(false, 0, near - PowerSeries.One)
                : Wide.Normal(true, 0, PowerSeries.One - near);
        var whole = Wide.From(upper ? x.Exponent + 1 : x.Exponent);
        return whole + (Logarithms[step] + Small(rest));
    }

    /// <summary>log2(1 + x) for magnitudes to 2^-6.9.</summary>
    private static Wide Small(in Wide x)
    {
        if (x.Significand == 0)
        {
            return x;
        }

        var at = x.Fixed(128);
        return x.Scaled(x.Sign ? PowerSeries.Logarithm.At(at) : PowerSeries.Logarithm.AtMinus(at)).Scaled(Log2E);
    }

    /// <summary>What brings the numbers of a step near 1; exactly 1 for those on both sides of 1.</summary>
    private static int Reciprocal(int step)
    {
        const int unit = 1 << ReciprocalBits;
        var twice = (2 * (step + FirstStep)) + 1;
        return step + FirstStep is 127 or 128 ? unit : ((256 * unit) + (twice / 2)) / twice;
    }

    private static Wide[] MakeLogarithms()
    {
        var logarithms = new Wide[FirstStep];
        const int upperOne = 128 - FirstStep;
        for (var step = upperOne + 1; step < logarithms.Length; step++)
        {
            logarithms[step] = logarithms[step - 1] - OfQuotient(Reciprocal(step), Reciprocal(step - 1));
        }

        for (var step = upperOne - 2; step >= 0; step--)
        {
            logarithms[step] = logarithms[step + 1] - OfQuotient(Reciprocal(step), Reciprocal(step + 1));
        }

        return logarithms;
    }

    /// <summary>log2(a/b) of numbers near each other: 2 atanh((a - b)/(a + b))/ln 2.</summary>
    private static Wide OfQuotient(int a, int b)
    {
        var x = Wide.From(a - b) / Wide.From(a + b);
        var series = PowerSeries.ArcTangent.At(Wide.High(x.Fixed(128), x.Fixed(128)));
        var half = x.Scaled(series).Scaled(Log2E);
        return half with { Exponent = half.Exponent + 1 };
    }
}
