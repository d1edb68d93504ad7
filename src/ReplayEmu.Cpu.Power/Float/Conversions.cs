using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>Between formats and to integers (Book I, 4.6.7).</summary>
internal static class Conversions
{
    /// <summary>To another format.</summary>
    public static Real Convert(ref FloatContext c, in FloatFormat f, in Real a) =>
        NaN.Decides(ref c, a, out var nan) ? nan
        : a.Kind == FloatKind.Finite ? Rounding.Round(ref c, f, a.Sign, a.Exponent, a.Significand)
        : a;

    /// <summary>To an integer in floating-point format. It is exact or sets FI, FR and XX.</summary>
    public static Real RoundToInteger(ref FloatContext c, FloatRounding rounding, in Real a)
    {
        if (NaN.Decides(ref c, a, out var nan))
        {
            return nan;
        }

        if (a.Kind != FloatKind.Finite || a.Exponent >= 127)
        {
            return a;
        }

        var whole = Whole(ref c, rounding, a);
        return Real.FromInteger(a.Sign, whole);
    }

    /// <summary>To an integer of some bits; what does not fit is invalid (VXCVI) and saturates, a NaN gives the least.</summary>
    public static ulong ToInteger(ref FloatContext c, FloatRounding rounding, in Real a, int bits, bool signed)
    {
        var (least, most) = signed ? (1UL << (bits - 1), (1UL << (bits - 1)) - 1) : (0, ulong.MaxValue >> (64 - bits));
        if (a.IsNaN)
        {
            c.Flags |= Fpscr.VxCvi | (a.Kind == FloatKind.SignalingNaN ? Fpscr.VxSnan : 0);
            return least;
        }

        if (a.Kind == FloatKind.Zero)
        {
            return 0;
        }

        var flags = c.Flags;
        var magnitude =
            a.Kind == FloatKind.Infinity || a.Exponent >= 127 ? UInt128.MaxValue : Whole(ref c, rounding, a);
        var limit = a.Sign ? (signed ? least : 0) : most;
        if (magnitude > limit)
        {
            c.Flags = flags | Fpscr.VxCvi;
            return a.Sign ? SignExtend(least, bits, signed) : most;
        }

        return a.Sign ? 0 - (ulong)magnitude : (ulong)magnitude;
    }

    private static ulong SignExtend(ulong value, int bits, bool signed) =>
        signed ? (ulong)((long)(value << (64 - bits)) >> (64 - bits)) : value;

    /// <summary>The magnitude rounded to an integer; the exponent is less than 127.</summary>
    private static UInt128 Whole(ref FloatContext c, FloatRounding rounding, in Real a)
    {
        // Two bits behind the point are enough, the last of them for all that follow.
        var shift = 127 - a.Exponent;
        var fixedPoint = new Bits256(a.Significand, 0).ShiftRightJam(shift);
        var (kept, rest) = (fixedPoint.High, fixedPoint.Low);
        var inexact = rest != 0;
        var up = Rounding.Increments(
            rounding,
            a.Sign,
            (kept & UInt128.One) != 0,
            inexact,
            rest.CompareTo(UInt128.One << 127)
        );
        c.Flags |= (inexact ? Fpscr.Xx | Fpscr.Fi : 0) | (up ? Fpscr.Fr : 0);
        return up ? kept + 1 : kept;
    }
}
