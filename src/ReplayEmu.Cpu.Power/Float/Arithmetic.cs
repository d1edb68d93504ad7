using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>Sums, products, quotients and square roots, rounded once (Book I, 4.6.6).</summary>
internal static class Arithmetic
{
    public static Real Add(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Infinity)
        {
            return a.Kind == b.Kind && a.Sign != b.Sign ? c.Invalid(Fpscr.VxIsi)
                : a.Kind == FloatKind.Infinity ? a
                : b;
        }

        return Sum(
            ref c,
            f,
            a.Sign,
            a.Exponent,
            new Bits256(a.Kind == FloatKind.Zero ? 0 : a.Significand, 0),
            b.Sign,
            b.Exponent,
            new Bits256(b.Kind == FloatKind.Zero ? 0 : b.Significand, 0)
        );
    }

    public static Real Subtract(ref FloatContext c, in FloatFormat f, in Real a, in Real b) =>
        Add(ref c, f, a, b.IsNaN ? b : b.Negated());

    public static Real Multiply(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        var sign = a.Sign != b.Sign;
        if (a.Kind == FloatKind.Infinity || b.Kind == FloatKind.Infinity)
        {
            return a.Kind == FloatKind.Zero || b.Kind == FloatKind.Zero ? c.Invalid(Fpscr.VxImz) : Real.Infinity(sign);
        }

        return a.Kind == FloatKind.Zero || b.Kind == FloatKind.Zero
            ? Real.Zero(sign)
            : Rounding.Round(
                ref c,
                f,
                sign,
                a.Exponent + b.Exponent + 1,
                Bits256.Multiply(a.Significand, b.Significand)
            );
    }

    /// <summary>a * m + b. Of NaNs the first of a, b and m decides.</summary>
    public static Real MultiplyAdd(ref FloatContext c, in FloatFormat f, in Real a, in Real b, in Real m)
    {
        var isInvalidProduct =
            (a.Kind == FloatKind.Infinity && m.Kind == FloatKind.Zero)
            || (a.Kind == FloatKind.Zero && m.Kind == FloatKind.Infinity);
        c.Flags |= isInvalidProduct ? Fpscr.VxImz : 0;
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            NaN.Decides(ref c, m, out _);
            return nan;
        }

        if (NaN.Decides(ref c, m, out nan))
        {
            return nan;
        }

        if (isInvalidProduct)
        {
            return Real.DefaultNaN;
        }

        var sign = a.Sign != m.Sign;
        if (a.Kind == FloatKind.Infinity || m.Kind == FloatKind.Infinity)
        {
            return b.Kind == FloatKind.Infinity && b.Sign != sign ? c.Invalid(Fpscr.VxIsi) : Real.Infinity(sign);
        }

        if (b.Kind == FloatKind.Infinity)
        {
            return b;
        }

        var isZero = a.Kind == FloatKind.Zero || m.Kind == FloatKind.Zero;
        return Sum(
            ref c,
            f,
            sign,
            a.Exponent + m.Exponent + 1,
            isZero ? new Bits256(0, 0) : Bits256.Multiply(a.Significand, m.Significand),
            b.Sign,
            b.Exponent,
            new Bits256(b.Kind == FloatKind.Zero ? 0 : b.Significand, 0)
        );
    }

    public static Real Divide(ref FloatContext c, in FloatFormat f, in Real a, in Real b)
    {
        if (NaN.Decides(ref c, a, b, out var nan))
        {
            return nan;
        }

        var sign = a.Sign != b.Sign;
        if (a.Kind == b.Kind && a.Kind != FloatKind.Finite)
        {
            return c.Invalid(a.Kind == FloatKind.Zero ? Fpscr.VxZdz : Fpscr.VxIdi);
        }

        if (a.Kind == FloatKind.Infinity)
        {
            return Real.Infinity(sign);
        }

        if (b.Kind == FloatKind.Zero)
        {
            c.Flags |= Fpscr.Zx;
            return Real.Infinity(sign);
        }

        if (a.Kind == FloatKind.Zero || b.Kind == FloatKind.Infinity)
        {
            return Real.Zero(sign);
        }

        // The last bits of a significand are zeros in every format, which makes room for the remainder.
        var (rest, divisor) = (a.Significand >> 2, b.Significand >> 2);
        var digits = f.Precision + 3;
        UInt128 quotient = 0;
        for (var i = 0; i < digits; i++)
        {
            quotient <<= 1;
            if (rest >= divisor)
            {
                rest -= divisor;
                quotient |= UInt128.One;
            }

            rest <<= 1;
        }

        // The first digit is 1 or the second is.
        var value = (quotient << (128 - digits)) | (rest != 0 ? UInt128.One : UInt128.Zero);
        var exponent = a.Exponent - b.Exponent;
        return (value >> 127) != 0
            ? Rounding.Round(ref c, f, sign, exponent, value)
            : Rounding.Round(ref c, f, sign, exponent - 1, value << 1);
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
            return c.Invalid(Fpscr.VxSqrt);
        }

        if (a.Kind == FloatKind.Infinity)
        {
            return a;
        }

        // Two bits of the radicand give a digit, so its exponent must be even.
        var odd = a.Exponent & 1;
        var digits = f.Precision + 3;
        var bits = a.Significand >> (1 - odd);
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

        var value = (root << (128 - digits)) | (rest != 0 || bits != 0 ? UInt128.One : UInt128.Zero);
        return Rounding.Round(ref c, f, false, (a.Exponent - odd) >> 1, value);
    }

    /// <summary>The sum of two numbers of which neither is infinite; exponents are those of bit 255.</summary>
    private static Real Sum(
        ref FloatContext c,
        in FloatFormat f,
        bool signA,
        int exponentA,
        Bits256 a,
        bool signB,
        int exponentB,
        Bits256 b
    )
    {
        if (a.IsZero && b.IsZero)
        {
            return Real.Zero(signA == signB ? signA : c.Rounding == FloatRounding.Down);
        }

        if (a.IsZero || b.IsZero)
        {
            return a.IsZero
                ? Rounding.Round(ref c, f, signB, exponentB, b)
                : Rounding.Round(ref c, f, signA, exponentA, a);
        }

        // Products have bit 255 or 254 set, so one of them may be the greater though its exponent is not.
        var exponent = Math.Max(exponentA, exponentB) + 1;
        a = a.ShiftRightJam(exponent - exponentA);
        b = b.ShiftRightJam(exponent - exponentB);
        if (signA == signB)
        {
            return Rounding.Round(ref c, f, signA, exponent, a + b);
        }

        var order = a.CompareTo(b);
        return order switch
        {
            0 => Real.Zero(c.Rounding == FloatRounding.Down),
            > 0 => Rounding.Round(ref c, f, signA, exponent, a - b),
            _ => Rounding.Round(ref c, f, signB, exponent, b - a),
        };
    }
}
