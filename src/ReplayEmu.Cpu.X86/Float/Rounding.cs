using System;

namespace ReplayEmu.Cpu.X86.Float;

/// <summary>From an exact value (or one with a sticky last bit) to a format, with its exceptions (SDM volume 1, 4.8.4 and 4.9.1).</summary>
internal static class Rounding
{
    /// <summary>What the exponent of an unmasked overflow or underflow is wrapped by (SDM volume 1, 8.5.4).</summary>
    private const int Wrap = 24576;

    /// <param name="exponent">Exponent of bit 127.</param>
    /// <param name="value">Significand, not zero; bit 0 stands for everything below.</param>
    public static Real Round(ref FloatContext c, in FloatFormat f, bool sign, int exponent, UInt128 value)
    {
        var zeros = (int)UInt128.LeadingZeroCount(value);
        value <<= zeros;
        exponent -= zeros;
        var significand = Top(c.Rounding, f.Precision, sign, value, out var inexact, out var up);
        var rounded = exponent;
        if (significand == 0)
        {
            significand = 1UL << 63;
            rounded++;
        }

        if (rounded < f.MinExponent)
        {
            return Tiny(ref c, f, sign, exponent, value, Make(sign, rounded, significand), inexact, up);
        }

        if (rounded > f.MaxExponent)
        {
            c.Flags |= FloatFlag.Overflow;
            if (c.IsMasked(FloatFlag.Overflow) || !c.Wraps || rounded - Wrap > f.MaxExponent)
            {
                return Overflowed(ref c, f, sign, c.IsMasked(FloatFlag.Overflow));
            }

            rounded -= Wrap;
        }

        c.RoundedUp = up;
        c.Flags |= inexact ? FloatFlag.Precision : 0;
        return Make(sign, rounded, significand);
    }

    /// <summary>Shifts right; what is lost sets bit 0.</summary>
    public static UInt128 ShiftRightJam(UInt128 value, int count) =>
        count <= 0 ? value
        : count >= 128 ? (value != 0 ? UInt128.One : UInt128.Zero)
        : (value >> count) | ((value << (128 - count)) != 0 ? UInt128.One : UInt128.Zero);

    /// <summary>Whether rounding adds one to the magnitude of what is kept.</summary>
    /// <param name="odd">The last bit kept.</param>
    /// <param name="half">Sign of the comparison of what is dropped with half of the last place.</param>
    public static bool Increments(int rounding, bool sign, bool odd, bool inexact, int half) =>
        rounding switch
        {
            RoundingMode.Nearest => half > 0 || (half == 0 && odd),
            RoundingMode.Down => inexact && sign,
            RoundingMode.Up => inexact && !sign,
            _ => false,
        };

    /// <summary>Rounds to the first bits; 0 when that carries out of bit 127.</summary>
    private static ulong Top(int rounding, int precision, bool sign, UInt128 value, out bool inexact, out bool up)
    {
        var unit = 1UL << (64 - precision);
        var kept = (ulong)(value >> 64) & ~(unit - 1);
        var rest = value << precision;
        inexact = rest != 0;
        var half = rest.CompareTo(UInt128.One << 127);
        up = Increments(rounding, sign, (kept & unit) != 0, inexact, half);
        return up ? kept + unit : kept;
    }

    private static Real Tiny(
        ref FloatContext c,
        in FloatFormat f,
        bool sign,
        int exponent,
        UInt128 value,
        Real unbounded,
        bool inexact,
        bool up
    )
    {
        var masked = c.IsMasked(FloatFlag.Underflow);
        if (!masked && c.Wraps)
        {
            c.Flags |= FloatFlag.Underflow;
            if (unbounded.Exponent + Wrap >= f.MinExponent)
            {
                unbounded.Exponent += Wrap;
                c.RoundedUp = up;
                c.Flags |= inexact ? FloatFlag.Precision : 0;
                return unbounded;
            }

            // Beyond the reach of the wrap, as FSCALE can get (SDM volume 1, 8.5.5): a zero.
            c.RoundedUp = false;
            c.Flags |= FloatFlag.Precision;
            return Real.Zero(sign);
        }

        if (masked && c.FlushToZero)
        {
            c.Flags |= FloatFlag.Underflow | FloatFlag.Precision;
            return Real.Zero(sign);
        }

        var shifted = ShiftRightJam(value, f.MinExponent - exponent);
        var significand = Top(c.Rounding, f.Precision, sign, shifted, out inexact, out up);
        c.RoundedUp = up;
        c.Flags |= inexact ? FloatFlag.Precision | FloatFlag.Underflow : 0;
        c.Flags |= masked ? 0 : FloatFlag.Underflow;
        return significand == 0 ? Real.Zero(sign) : Make(sign, f.MinExponent, significand);
    }

    private static Real Overflowed(ref FloatContext c, in FloatFormat f, bool sign, bool masked)
    {
        c.Flags |= FloatFlag.Precision;
        var infinite = !masked || Increments(c.Rounding, sign, odd: true, inexact: true, half: 1);
        c.RoundedUp = infinite;
        return infinite ? Real.Infinity(sign) : Make(sign, f.MaxExponent, ulong.MaxValue << (64 - f.Precision));
    }

    private static Real Make(bool sign, int exponent, ulong significand) =>
        new()
        {
            Kind = FloatKind.Finite,
            Sign = sign,
            Exponent = exponent,
            Significand = significand,
        };
}
