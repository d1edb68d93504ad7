using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>From an exact value to a format, with its exceptions (Book I, 4.4.3 to 4.4.5). Tininess is seen before rounding.</summary>
internal static class Rounding
{
    /// <param name="exponent">Exponent of bit 255.</param>
    /// <param name="value">Not zero.</param>
    public static Real Round(ref FloatContext c, in FloatFormat f, bool sign, int exponent, Bits256 value)
    {
        value = value.Normalized(out var shift);
        return Round(ref c, f, sign, exponent - shift, value.High | (value.Low != 0 ? UInt128.One : UInt128.Zero));
    }

    /// <param name="exponent">Exponent of bit 127.</param>
    /// <param name="value">Bit 127 is set; bit 0 stands for everything below.</param>
    public static Real Round(ref FloatContext c, in FloatFormat f, bool sign, int exponent, UInt128 value)
    {
        if (exponent < f.MinExponent)
        {
            return Tiny(ref c, f, sign, exponent, value);
        }

        var significand = Top(ref c, f.Precision, sign, value, out var inexact);
        if (significand == 0)
        {
            significand = UInt128.One << 127;
            exponent++;
        }

        if (exponent > f.MaxExponent)
        {
            c.Flags |= Fpscr.Ox;
            if ((c.Enables & Fpscr.Oe) == 0)
            {
                return Overflowed(ref c, f, sign);
            }

            exponent -= f.Wrap;
        }

        c.Flags |= inexact ? Fpscr.Xx | Fpscr.Fi : 0;
        return Make(sign, exponent, significand);
    }

    /// <summary>Whether rounding adds one to the magnitude of what is kept.</summary>
    /// <param name="odd">The last bit kept.</param>
    /// <param name="half">Sign of the comparison of what is dropped with half of the last place.</param>
    public static bool Increments(FloatRounding rounding, bool sign, bool odd, bool inexact, int half) =>
        rounding switch
        {
            FloatRounding.Nearest => half > 0 || (half == 0 && odd),
            FloatRounding.NearestAway => half >= 0,
            FloatRounding.Down => inexact && sign,
            FloatRounding.Up => inexact && !sign,
            FloatRounding.Odd => inexact && !odd,
            _ => false,
        };

    /// <summary>Rounds to the first bits; 0 when that carries out of bit 127.</summary>
    private static UInt128 Top(ref FloatContext c, int precision, bool sign, UInt128 value, out bool inexact)
    {
        var unit = UInt128.One << (128 - precision);
        var kept = value & ~(unit - 1);
        var rest = value & (unit - 1);
        inexact = rest != 0;
        var up = Increments(c.Rounding, sign, (kept & unit) != 0, inexact, rest.CompareTo(unit >> 1));
        c.Flags = (c.Flags & ~(Fpscr.Fr | Fpscr.Fi)) | (up ? Fpscr.Fr : 0);
        return up ? kept + unit : kept;
    }

    private static Real Tiny(ref FloatContext c, in FloatFormat f, bool sign, int exponent, UInt128 value)
    {
        if (c.Flushes)
        {
            c.Flags |= Fpscr.Ux;
            return Real.Zero(sign);
        }

        bool inexact;
        UInt128 significand;
        if ((c.Enables & Fpscr.Ue) != 0)
        {
            significand = Top(ref c, f.Precision, sign, value, out inexact);
            c.Flags |= Fpscr.Ux | (inexact ? Fpscr.Xx | Fpscr.Fi : 0);
            return significand == 0
                ? Make(sign, exponent + f.Wrap + 1, UInt128.One << 127)
                : Make(sign, exponent + f.Wrap, significand);
        }

        var shift = f.MinExponent - exponent;
        var shifted =
            shift >= 128 ? UInt128.One
            : (value & ((UInt128.One << shift) - 1)) != 0 ? (value >> shift) | UInt128.One
            : value >> shift;
        significand = Top(ref c, f.Precision, sign, shifted, out inexact);
        c.Flags |= inexact ? Fpscr.Xx | Fpscr.Fi | Fpscr.Ux : 0;
        // The least normal number can come of it, but no carry out of bit 127.
        return Real.Finite(sign, f.MinExponent, significand);
    }

    private static Real Overflowed(ref FloatContext c, in FloatFormat f, bool sign)
    {
        c.Flags |= Fpscr.Xx | Fpscr.Fi;
        var infinite =
            c.Rounding != FloatRounding.Odd && Increments(c.Rounding, sign, odd: true, inexact: true, half: 1);
        c.Flags = infinite ? c.Flags | Fpscr.Fr : c.Flags & ~Fpscr.Fr;
        return infinite ? Real.Infinity(sign) : Make(sign, f.MaxExponent, UInt128.MaxValue << (128 - f.Precision));
    }

    private static Real Make(bool sign, int exponent, UInt128 significand) =>
        new()
        {
            Kind = FloatKind.Finite,
            Sign = sign,
            Exponent = exponent,
            Significand = significand,
        };
}
