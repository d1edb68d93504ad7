using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>
/// FSIN FCOS FPTAN. The angle is reduced by a pi of 66 bits, as processors do (SDM volume 1, 8.3.8, "Approximation of Pi"): the
/// results are those of the exact remainder modulo that pi/2, which leaves the mathematical functions as the angle grows.
/// </summary>
internal static class Circular
{
    /// <summary>Angles from 2^63 on are left alone (SDM volume 1, 8.3.8).</summary>
    private const int LimitExponent = 63;

    /// <summary>Bits after the point of a remainder.</summary>
    private const int RemainderBits = 65;

    /// <summary>Below this exponent the tangent's factor is its first two terms, and exact at its last bit.</summary>
    private const int TinyExponent = -40;

    /// <summary>pi/2 in units of 2^-65.</summary>
    private static readonly UInt128 HalfPi = new(0x3, 0x243f6a8885a308d3);

    /// <summary>Whether an operand is a finite number too great for the functions.</summary>
    public static bool IsBeyond(in Real x) => x.Kind == FloatKind.Finite && x.Exponent >= LimitExponent;

    public static Real Sine(ref FloatContext c, in Real x)
    {
        if (!Begin(ref c, x, out var result))
        {
            return result;
        }

        var rest = Reduce(x, out var quarter);
        var sine = OfTurn(rest, quarter);
        return Result.Inexact(ref c, sine.WithSign(sine.Sign != x.Sign));
    }

    public static Real Cosine(ref FloatContext c, in Real x)
    {
        if (!Begin(ref c, x, out var result))
        {
            return x.Kind == FloatKind.Zero ? Real.FromInteger(1) : result;
        }

        // cos(x) = sin(|x| + pi/2).
        var rest = Reduce(x, out var quarter);
        return Result.Inexact(ref c, OfTurn(rest, quarter + 1));
    }

    public static Real Tangent(ref FloatContext c, in Real x)
    {
        if (!Begin(ref c, x, out var result))
        {
            return result;
        }

        var rest = Reduce(x, out var quarter);
        var tangent = rest.Scaled(TangentFactor(rest));
        tangent = (quarter & 1) != 0 ? Wide.From(-1) / tangent : tangent;
        return Result.Inexact(ref c, tangent.WithSign(tangent.Sign != x.Sign));
    }

    /// <summary>False when the operand is no number to compute with.</summary>
    private static bool Begin(ref FloatContext c, in Real x, out Real result)
    {
        if (NaN.Decides(ref c, x, out result))
        {
            return false;
        }

        if (x.Kind == FloatKind.Infinity)
        {
            result = c.Invalid();
            return false;
        }

        FloatArithmetic.NoteDenormals(ref c, x, x);
        result = x;
        return x.Kind != FloatKind.Zero;
    }

    /// <summary>|x| without its quarter turns, in [-pi/4, pi/4]. Never zero: no multiple of the 66 bits has only 64.</summary>
    private static Wide Reduce(in Real x, out ulong quarter)
    {
        quarter = 0;
        if (x.Exponent < -1)
        {
            return Wide.From(x).WithSign(false);
        }

        var units = (UInt128)x.Significand << (x.Exponent - 63 + RemainderBits);
        var (quotient, rest) = UInt128.DivRem(units, HalfPi);
        var beyond = rest > HalfPi >> 1;
        quarter = (ulong)quotient + (beyond ? 1UL : 0);
        return Wide.Normal(beyond, 127 - RemainderBits, beyond ? HalfPi - rest : rest);
    }

    /// <summary>sin(quarter pi/2 + rest).</summary>
    private static Wide OfTurn(in Wide rest, ulong quarter)
    {
        var square = Square(rest);
        // Both are below their first term, however small the angle is.
        var value =
            (quarter & 1) == 0
                ? rest.Scaled(PowerSeries.Sine.AtMinus(square) - UInt128.One)
                : Wide.Normal(false, 0, PowerSeries.Cosine.AtMinus(square) - UInt128.One);
        return value.WithSign(value.Sign != ((quarter & 2) != 0));
    }

    /// <summary>tan(x)/x, above 1 however small the angle is.</summary>
    private static UInt128 TangentFactor(in Wide x)
    {
        var square = Square(x);
        if (x.Exponent < TinyExponent)
        {
            return PowerSeries.One + (square / 6) + UInt128.One;
        }

        var sine = Wide.Normal(false, 0, PowerSeries.Sine.AtMinus(square));
        var cosine = Wide.Normal(false, 0, PowerSeries.Cosine.AtMinus(square));
        return (sine / cosine).Fixed(127);
    }

    private static UInt128 Square(in Wide x)
    {
        var at = x.Fixed(128);
        return Wide.High(at, at);
    }
}
