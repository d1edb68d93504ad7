using System;

namespace ReplayEmu.Cpu.X86.Float;

/// <summary>Rounding to integers.</summary>
internal static class IntegerConversion
{
    /// <summary>The magnitude as an integer; false when it does not fit 64 bits. Says nothing of exceptions.</summary>
    public static bool Magnitude(int rounding, in Real a, out ulong magnitude, out bool inexact, out bool up)
    {
        (magnitude, inexact, up) = (0, false, false);
        if (a.Kind == FloatKind.Zero)
        {
            return true;
        }

        if (a.Exponent > 63)
        {
            return false;
        }

        var whole = a.Exponent < 0 ? 0 : a.Significand >> (63 - a.Exponent);
        // The fraction with its half at bit 127.
        var fraction =
            a.Exponent == 63 ? UInt128.Zero
            : a.Exponent >= 0 ? (UInt128)a.Significand << (65 + a.Exponent)
            : Rounding.ShiftRightJam((UInt128)a.Significand << 64, -1 - a.Exponent);
        inexact = fraction != 0;
        var half = fraction.CompareTo(UInt128.One << 127);
        up = Rounding.Increments(rounding, a.Sign, (whole & 1) != 0, inexact, half);
        magnitude = up ? whole + 1 : whole;
        return !up || magnitude != 0;
    }

    /// <summary>To a signed integer; what does not fit is invalid and gives the most negative one.</summary>
    public static long ToSigned(ref FloatContext c, int rounding, in Real a, int bits)
    {
        var limit = 1UL << (bits - 1);
        if (
            a.Kind >= FloatKind.Infinity
            || !Magnitude(rounding, a, out var magnitude, out var inexact, out var up)
            || magnitude > (a.Sign ? limit : limit - 1)
        )
        {
            c.Flags |= FloatFlag.Invalid;
            return long.MinValue >> (64 - bits);
        }

        c.Flags |= inexact ? FloatFlag.Precision : 0;
        c.RoundedUp = up;
        return a.Sign ? -(long)magnitude : (long)magnitude;
    }

    /// <summary>To an integer in the same format.</summary>
    public static Real RoundToIntegral(ref FloatContext c, int rounding, in Real a)
    {
        if (NaN.Decides(ref c, a, out var nan))
        {
            return nan;
        }

        if (a.Kind != FloatKind.Finite || a.Exponent >= 63)
        {
            return a;
        }

        FloatArithmetic.NoteDenormals(ref c, a, a);
        Magnitude(rounding, a, out var magnitude, out var inexact, out var up);
        c.Flags |= inexact ? FloatFlag.Precision : 0;
        c.RoundedUp = up;
        return Real.Finite(a.Sign, 63, magnitude);
    }

    /// <summary>To another format.</summary>
    public static Real Convert(ref FloatContext c, in FloatFormat f, in Real a)
    {
        if (NaN.Decides(ref c, a, out var nan))
        {
            return nan;
        }

        FloatArithmetic.NoteDenormals(ref c, a, a);
        return a.Kind != FloatKind.Finite
            ? a
            : Rounding.Round(ref c, f, a.Sign, a.Exponent, (UInt128)a.Significand << 64);
    }
}
