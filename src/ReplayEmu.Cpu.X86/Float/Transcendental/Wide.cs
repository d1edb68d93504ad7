using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>
/// A number between operand and result of a transcendental function: 128 bits of significand, of which the operations keep all
/// but the last two or three right.
/// </summary>
/// <param name="Sign">Negative.</param>
/// <param name="Exponent">Exponent of bit 127.</param>
/// <param name="Significand">Bit 127 set, or zero for the number zero.</param>
internal readonly record struct Wide(bool Sign, int Exponent, UInt128 Significand)
{
    public static Wide From(in Real r) => new(r.Sign, r.Exponent, (UInt128)r.Significand << 64);

    public static Wide From(int value) => Normal(value < 0, 127, (UInt128)(uint)Math.Abs(value));

    /// <summary>A number from a significand that need not be normalized.</summary>
    /// <param name="exponent">Exponent of bit 127.</param>
    public static Wide Normal(bool sign, int exponent, UInt128 significand)
    {
        var zeros = (int)UInt128.LeadingZeroCount(significand);
        return significand == 0 ? default : new Wide(sign, exponent - zeros, significand << zeros);
    }

    public Wide WithSign(bool sign) => this with { Sign = sign };

    /// <summary>The magnitude in units of 2^-<paramref name="fractionBits"/>, truncated.</summary>
    public UInt128 Fixed(int fractionBits)
    {
        var shift = 127 - fractionBits - Exponent;
        return shift >= 128 ? UInt128.Zero : Significand >> shift;
    }

    /// <summary>Times a factor in [1/2, 2) that has 127 bits after the point.</summary>
    public Wide Scaled(UInt128 factor) => Normal(Sign, Exponent + 1, High(Significand, factor));

    public static Wide operator *(in Wide a, in Wide b) =>
        Normal(a.Sign != b.Sign, a.Exponent + b.Exponent + 1, High(a.Significand, b.Significand));

    public static Wide operator +(in Wide a, in Wide b)
    {
        if (a.Significand == 0 || b.Significand == 0)
        {
            return a.Significand == 0 ? b : a;
        }

        var (big, small) =
            a.Exponent > b.Exponent || (a.Exponent == b.Exponent && a.Significand >= b.Significand) ? (a, b) : (b, a);
        var left = big.Significand >> 1;
        var right = Rounding.ShiftRightJam(small.Significand >> 1, big.Exponent - small.Exponent);
        return Normal(big.Sign, big.Exponent + 1, big.Sign == small.Sign ? left + right : left - right);
    }

    public static Wide operator -(in Wide a, in Wide b) => a + b.WithSign(!b.Sign);

    public static Wide operator /(in Wide a, in Wide b) =>
        Normal(a.Sign != b.Sign, a.Exponent - b.Exponent, High(a.Significand, Reciprocal(b.Significand)));

    /// <summary>Bits 128 to 255 of a product.</summary>
    public static UInt128 High(UInt128 a, UInt128 b)
    {
        var (a1, a0) = ((ulong)(a >> 64), (ulong)a);
        var (b1, b0) = ((ulong)(b >> 64), (ulong)b);
        var top = new UInt128(Math.BigMul(a1, b1, out var t0), t0);
        var left = Math.BigMul(a1, b0, out var left0);
        var right = Math.BigMul(a0, b1, out var right0);
        var middle = (UInt128)left0 + right0 + Math.BigMul(a0, b0, out _);
        return top + left + right + (ulong)(middle >> 64);
    }

    /// <summary>1/value as [1, 2] with 127 bits after the point, for a value in [1/2, 1) with 128 of them.</summary>
    private static UInt128 Reciprocal(UInt128 value)
    {
        // 63 good bits from a division by the upper half; Newton's step 2x - vx^2 doubles them.
        var x = (UInt128.MaxValue / (ulong)(value >> 64)) << 63;
        var product = High(value, x);
        var unit = UInt128.One << 127;
        return product > unit ? x - (High(x, product - unit) << 1) : x + (High(x, unit - product) << 1);
    }
}
