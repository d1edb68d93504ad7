using System;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>To an integer, halves to even.</summary>
internal readonly struct NearestInteger : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        Silent.Round(ref c, FloatRounding.Nearest, b);
}

/// <summary>The greater; a NaN decides, and plus zero is greater than minus zero.</summary>
internal readonly struct Greatest : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        NaN.Decides(ref c, a, b, out var nan) ? nan
        : Order.Of(a, b) >= 0 ? a
        : b;
}

internal readonly struct Least : IArithmetic
{
    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m) =>
        NaN.Decides(ref c, a, b, out var nan) ? nan
        : Order.Of(a, b) <= 0 ? a
        : b;
}

/// <summary>Order in which minus zero is less than plus zero.</summary>
internal static class Order
{
    public static int Of(in Real a, in Real b) =>
        Classes.Compare(a, b) is var order && order != 0 ? order : b.Sign.CompareTo(a.Sign);
}

/// <summary>
/// The estimate of 2 to the power of b: the whole part exactly, of the fraction the first terms of the series, which is nearer than the
/// 1/16 that the manual asks for.
/// </summary>
internal readonly struct PowerOfTwo : IArithmetic
{
    private const int Terms = 12;

    /// <summary>Natural logarithm of 2, in units of 2^-128.</summary>
    private static UInt128 Ln2 => new(0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af);

    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m)
    {
        if (NaN.Decides(ref c, b, out var nan))
        {
            return nan;
        }

        if (b.Kind == FloatKind.Zero)
        {
            return Real.FromInteger(false, 1);
        }

        if (b.Kind == FloatKind.Infinity || b.Exponent >= 8)
        {
            return b.Sign ? Real.Zero(false) : Real.Infinity(false);
        }

        var whole = Conversions.RoundToInteger(ref c, FloatRounding.Down, b);
        var rest = Arithmetic.Subtract(ref c, FloatFormat.Double, b, whole);
        var x = Arithmetic.Multiply(ref c, FloatFormat.Double, rest, Real.Finite(false, -1, Ln2));
        var (sum, term) = (Real.FromInteger(false, 1), Real.FromInteger(false, 1));
        for (var i = 1u; i <= Terms; i++)
        {
            term = Arithmetic.Multiply(ref c, FloatFormat.Double, term, x);
            term = Arithmetic.Divide(ref c, FloatFormat.Double, term, Real.FromInteger(false, i));
            sum = Arithmetic.Add(ref c, FloatFormat.Double, sum, term);
        }

        var exponent = (int)(long)Conversions.ToInteger(ref c, FloatRounding.Zero, whole, 64, signed: true);
        return Rounding.Round(ref c, f, false, sum.Exponent + exponent, sum.Significand);
    }
}

/// <summary>The estimate of the logarithm of b to base 2, bit by bit: nearer than the 1/32 that the manual asks for.</summary>
internal readonly struct LogarithmOfTwo : IArithmetic
{
    private const int FractionBits = 30;

    public static Real Apply(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m)
    {
        if (NaN.Decides(ref c, b, out var nan))
        {
            return nan;
        }

        if (b.Kind == FloatKind.Zero)
        {
            return Real.Infinity(true);
        }

        if (b.Sign)
        {
            return Real.DefaultNaN;
        }

        if (b.Kind == FloatKind.Infinity)
        {
            return b;
        }

        // Squaring doubles the logarithm; what exceeds 2 is the next bit.
        var x = b.Significand;
        ulong fraction = 0;
        for (var i = 0; i < FractionBits; i++)
        {
            var square = Bits256.Multiply(x, x).High;
            var exceeds = square >> 127 != 0;
            fraction = (fraction << 1) | (exceeds ? 1u : 0);
            x = exceeds ? square : square << 1;
        }

        var value = ((long)b.Exponent << FractionBits) + (long)fraction;
        if (value == 0)
        {
            return Real.Zero(false);
        }

        var made = Real.FromInteger(value < 0, (UInt128)Math.Abs(value));
        made.Exponent -= FractionBits;
        return Conversions.Convert(ref c, f, made);
    }
}
