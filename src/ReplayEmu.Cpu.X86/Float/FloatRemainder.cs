using System;

namespace ReplayEmu.Cpu.X86.Float;

/// <summary>FPREM, FPREM1, FSCALE and FXTRACT on numbers (SDM volume 2).</summary>
internal static class FloatRemainder
{
    /// <summary>Above this difference of exponents the remainder is only a partial one.</summary>
    private const int MaxDifference = 63;

    /// <param name="nearest">The quotient is rounded to nearest (FPREM1), not toward zero.</param>
    /// <param name="quotient">Its low bits.</param>
    /// <param name="partial">The reduction is not complete.</param>
    public static Real Remainder(
        ref FloatContext c,
        in Real a,
        in Real b,
        bool nearest,
        out ulong quotient,
        out bool partial
    )
    {
        (quotient, partial) = (0, false);
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Zero)
        {
            return c.Invalid();
        }

        FloatArithmetic.NoteDenormals(ref c, a, b);
        if (a.Kind == FloatKind.Zero)
        {
            return a;
        }

        var difference = a.Exponent - b.Exponent;
        if (b.Kind == FloatKind.Infinity || difference < -1)
        {
            return Exact(ref c, a.Sign, a.Exponent, a.Significand);
        }

        if (difference > MaxDifference)
        {
            // Processors reduce by 32 to 63 bits at once; the difference stays the same modulo 32.
            partial = true;
            var step = (difference & 31) | 32;
            var rest = (ulong)(((UInt128)a.Significand << step) % b.Significand);
            return Exact(ref c, a.Sign, a.Exponent - step, rest);
        }

        // In units of half the last place of the divisor, so that a difference of -1 is whole.
        var divisor = (UInt128)b.Significand << 1;
        var (whole, remainder) = Divide(a.Significand, difference + 1, divisor);
        var sign = a.Sign;
        if (nearest)
        {
            var half = (remainder << 1).CompareTo(divisor);
            if (half > 0 || (half == 0 && (whole & 1) != 0))
            {
                whole++;
                remainder = divisor - remainder;
                sign = !sign;
            }
        }

        quotient = whole;
        return remainder == 0
            ? Real.Zero(a.Sign)
            : Rounding.Round(ref c, FloatFormat.Extended, sign, b.Exponent + 63, remainder);
    }

    /// <summary>a times 2 to the integer part of b.</summary>
    public static Real Scale(ref FloatContext c, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        if (b.Kind == FloatKind.Infinity)
        {
            if (a.Kind == (b.Sign ? FloatKind.Infinity : FloatKind.Zero))
            {
                return c.Invalid();
            }

            FloatArithmetic.NoteDenormals(ref c, a, b);
            return a.Kind != FloatKind.Finite ? a
                : b.Sign ? Real.Zero(a.Sign)
                : Real.Infinity(a.Sign);
        }

        FloatArithmetic.NoteDenormals(ref c, a, b);
        if (a.Kind != FloatKind.Finite)
        {
            return a;
        }

        const int limit = 0x10000;
        var magnitude =
            IntegerConversion.Magnitude(RoundingMode.TowardZero, b, out var whole, out _, out _) && whole < limit
                ? (int)whole
                : limit;
        var exponent = a.Exponent + (b.Sign ? -magnitude : magnitude);
        return Rounding.Round(ref c, FloatFormat.Extended, a.Sign, exponent, (UInt128)a.Significand << 64);
    }

    /// <summary>Takes a number apart; both results are for the stack.</summary>
    public static Real Extract(ref FloatContext c, in Real a, out Real exponent)
    {
        if (NaN.Decides(ref c, a, out var nan))
        {
            exponent = nan;
            return nan;
        }

        if (a.Kind == FloatKind.Zero)
        {
            c.Flags |= FloatFlag.ZeroDivide;
            exponent = Real.Infinity(true);
            return a;
        }

        FloatArithmetic.NoteDenormals(ref c, a, a);
        if (a.Kind == FloatKind.Infinity)
        {
            exponent = Real.Infinity(false);
            return a;
        }

        exponent = Real.FromInteger(a.Exponent);
        return a with { Exponent = 0, IsDenormal = false };
    }

    private static (ulong Quotient, UInt128 Remainder) Divide(ulong a, int shift, UInt128 divisor)
    {
        // Up to 128 bits of dividend: one bit at a time would be slow, one division of 128 bits may lose the top bit.
        if (shift <= 63)
        {
            var (q, r) = UInt128.DivRem((UInt128)a << shift, divisor);
            return ((ulong)q, r);
        }

        var (high, rest) = UInt128.DivRem((UInt128)a << 63, divisor);
        var (low, last) = UInt128.DivRem(rest << (shift - 63), divisor);
        return ((ulong)((high << (shift - 63)) + low), last);
    }

    private static Real Exact(ref FloatContext c, bool sign, int exponent, ulong significand) =>
        significand == 0
            ? Real.Zero(sign)
            : Rounding.Round(ref c, FloatFormat.Extended, sign, exponent, (UInt128)significand << 64);
}
