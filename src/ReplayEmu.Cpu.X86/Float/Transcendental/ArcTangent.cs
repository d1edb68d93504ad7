using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>FPATAN: the angle of a point.</summary>
internal static class ArcTangent
{
    /// <summary>log2 of the table's steps per unit.</summary>
    private const int StepBits = 6;

    /// <summary>Below this exponent a quotient needs no table.</summary>
    private const int SmallExponent = -StepBits - 1;

    private static readonly Wide Pi = new(false, 1, new UInt128(0xc90fdaa22168c234, 0xc4c6628b80dc1cd1));

    /// <summary>atan(i/64).</summary>
    private static readonly Wide[] Angles = MakeAngles();

    public static Real Angle(ref FloatContext c, in Real x, in Real y)
    {
        if (NaN.Decides(ref c, x, y, out var nan))
        {
            return nan;
        }

        FloatArithmetic.NoteDenormals(ref c, x, y);
        if (x.Kind == FloatKind.Finite && y.Kind == FloatKind.Finite)
        {
            var angle = First(x, y);
            return Result.Inexact(ref c, (x.Sign ? Pi - angle : angle).WithSign(y.Sign));
        }

        if (y.Kind == FloatKind.Zero || (x.Kind == FloatKind.Infinity && y.Kind != FloatKind.Infinity))
        {
            return x.Sign ? Result.Inexact(ref c, Pi.WithSign(y.Sign)) : Real.Zero(y.Sign);
        }

        // In eighths of a turn, pi/4 each.
        var eighths =
            x.Kind != FloatKind.Infinity ? 2
            : x.Sign ? 3
            : 1;
        var multiple = Wide.From(eighths) * Pi;
        return Result.Inexact(ref c, multiple with { Exponent = multiple.Exponent - 2, Sign = y.Sign });
    }

    /// <summary>Of a point in the first quadrant, the signs being ignored.</summary>
    private static Wide First(in Real x, in Real y)
    {
        var steep = y.Exponent > x.Exponent || (y.Exponent == x.Exponent && y.Significand > x.Significand);
        return steep ? (Pi with { Exponent = 0 }) - Lower(y, x) : Lower(x, y);
    }

    /// <summary>Of a point with y up to x.</summary>
    private static Wide Lower(in Real x, in Real y)
    {
        var quotient = Quotient(y, x);
        if (quotient.Exponent < SmallExponent)
        {
            return Small(quotient);
        }

        // tan(a - b) = (tan a - tan b)/(1 + tan a tan b), with the nearest step as tan b, exact until the division.
        var i = (int)((quotient.Fixed(StepBits + 1) + UInt128.One) >> 1);
        var step = Wide.From(i);
        var (left, right) = (Wide.From(y).WithSign(false), Wide.From(x).WithSign(false));
        var numerator = (left with { Exponent = left.Exponent + StepBits }) - (step * right);
        var denominator = (right with { Exponent = right.Exponent + StepBits }) + (step * left);
        return Angles[i] + Small(numerator / denominator);
    }

    /// <summary>Truncated at a bit: the angle, which is below the quotient, stays below it also when that is a number of the format.</summary>
    private static Wide Quotient(in Real a, in Real b)
    {
        var (first, rest) = UInt128.DivRem((UInt128)a.Significand << 63, b.Significand);
        return Wide.Normal(false, a.Exponent - b.Exponent + 1, (first << 63) | ((rest << 63) / b.Significand));
    }

    /// <summary>For magnitudes to 2^-7.</summary>
    private static Wide Small(in Wide x)
    {
        if (x.Significand == 0)
        {
            return x;
        }

        var at = x.Fixed(128);
        // Below 1, however small x is.
        return x.Scaled(PowerSeries.ArcTangent.AtMinus(Wide.High(at, at)) - UInt128.One);
    }

    private static Wide[] MakeAngles()
    {
        const int steps = 1 << StepBits;
        var angles = new Wide[steps + 1];
        for (var i = 1; i <= steps; i++)
        {
            // tan(a - b) as above, of neighbours.
            var difference = Wide.From(steps) / Wide.From((steps * steps) + (i * (i - 1)));
            angles[i] = angles[i - 1] + Small(difference);
        }

        return angles;
    }
}
