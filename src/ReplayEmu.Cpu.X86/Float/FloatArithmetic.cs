using System;

namespace ReplayEmu.Cpu.X86.Float;

/// <summary>Addition, subtraction, multiplication, division and square root, rounded once.</summary>
internal static class FloatArithmetic
{
    public static Real Subtract(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        NaN.Decides(ref c, a, b, out var nan) ? nan : Add(ref c, f, a, b.WithSign(!b.Sign));

    public static Real Add(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        if (a.Kind == FloatKind.Infinity && b.Kind == FloatKind.Infinity && a.Sign != b.Sign)
        {
            return c.Invalid();
        }

        NoteDenormals(ref c, a, b);
        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Infinity)
        {
            return a.Kind == FloatKind.Infinity ? a : b;
        }

        if (a.Kind == FloatKind.Zero && b.Kind == FloatKind.Zero)
        {
            return Real.Zero(a.Sign == b.Sign ? a.Sign : c.Rounding == RoundingMode.Down);
        }

        if (a.Kind == FloatKind.Zero || b.Kind == FloatKind.Zero)
        {
            var other = a.Kind == FloatKind.Zero ? b : a;
            return Rounding.Round(ref c, f, other.Sign, other.Exponent, (UInt128)other.Significand << 64);
        }

        var (big, small) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        var left = (UInt128)big.Significand << 63;
        var right = Rounding.ShiftRightJam((UInt128)small.Significand << 63, big.Exponent - small.Exponent);
        if (big.Sign == small.Sign)
        {
            return Rounding.Round(ref c, f, big.Sign, big.Exponent + 1, left + right);
        }

        if (left == right)
        {
            return Real.Zero(c.Rounding == RoundingMode.Down);
        }

        return left > right
            ? Rounding.Round(ref c, f, big.Sign, big.Exponent + 1, left - right)
            : Rounding.Round(ref c, f, small.Sign, big.Exponent + 1, right - left);
    }

    public static Real Multiply(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        var sign = a.Sign != b.Sign;
        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Infinity)
        {
            if (a.Kind == FloatKind.Zero || b.Kind == FloatKind.Zero)
            {
                return c.Invalid();
            }

            NoteDenormals(ref c, a, b);
            return Real.Infinity(sign);
        }

        NoteDenormals(ref c, a, b);
        if (a.Kind == FloatKind.Zero || b.Kind == FloatKind.Zero)
        {
            return Real.Zero(sign);
        }

        var high = Math.BigMul(a.Significand, b.Significand, out var low);
        return Rounding.Round(ref c, f, sign, a.Exponent + b.Exponent + 1, new UInt128(high, low));
    }

    public static Real Divide(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        var sign = a.Sign != b.Sign;
        if (
            (a.Kind == FloatKind.Infinity && b.Kind == FloatKind.Infinity)
            || (a.Kind == FloatKind.Zero && b.Kind == FloatKind.Zero)
        )
        {
            return c.Invalid();
        }

        if (b.Kind == FloatKind.Zero && a.Kind != FloatKind.Infinity)
        {
            c.Flags |= FloatFlag.ZeroDivide;
            return Real.Infinity(sign);
        }

        NoteDenormals(ref c, a, b);
        if (a.Kind == FloatKind.Infinity)
        {
            return Real.Infinity(sign);
        }

        if (a.Kind == FloatKind.Zero || b.Kind == FloatKind.Infinity)
        {
            return Real.Zero(sign);
        }

        // Two digits of 63 bits: the quotient with its bit 126 or 125 set.
        var (first, rest) = UInt128.DivRem((UInt128)a.Significand << 63, b.Significand);
        var (second, last) = UInt128.DivRem(rest << 63, b.Significand);
        var quotient = (first << 63) | second | (last != 0 ? UInt128.One : UInt128.Zero);
        return Rounding.Round(ref c, f, sign, a.Exponent - b.Exponent + 1, quotient);
    }

    public static Real SquareRoot(ref FloatContext c, in FloatFormat f, in Real a)
    {
        if (NaN.Decides(ref c, a, out var nan))
        {
            return nan;
        }

        if (a.Kind == FloatKind.Zero)
        {
            return a;
        }

        if (a.Sign)
        {
            return c.Invalid();
        }

        NoteDenormals(ref c, a, a);
        if (a.Kind == FloatKind.Infinity)
        {
            return a;
        }

        // Two bits of the radicand give a digit, so its exponent must be even; 68 digits are more than any precision with its guard.
        const int digits = 68;
        var odd = a.Exponent & 1;
        var bits = (UInt128)a.Significand << (63 + odd);
        UInt128 root = 0;
        UInt128 rest = 0;
        for (var i = 0; i < digits; i++)
        {
            rest = (rest << 2) | (bits >> 126);
            bits <<= 2;
            var trial = (root << 2) | UInt128.One;
            root <<= 1;
            if (rest >= trial)
            {
                rest -= trial;
                root |= UInt128.One;
            }
        }

        root = (root << 1) | (rest != 0 ? UInt128.One : UInt128.Zero);
        return Rounding.Round(ref c, f, false, ((a.Exponent - odd) >> 1) + 127 - digits, root);
    }

    /// <summary>Denormal operands are noted only when nothing with a higher priority is (SDM volume 1, 4.9.2).</summary>
    public static void NoteDenormals(ref FloatContext c, in Real a, in Real b) =>
        c.Flags |= a.IsDenormal || b.IsDenormal ? FloatFlag.Denormal : 0;
}
