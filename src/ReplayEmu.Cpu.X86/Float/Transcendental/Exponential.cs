using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>F2XM1: 2^x - 1.</summary>
internal static class Exponential
{
    /// <summary>Steps of the table per unit.</summary>
    private const int Steps = 128;

    /// <summary>log2 of <see cref="Steps"/>.</summary>
    private const int StepBits = 7;

    /// <summary>ln 2 with 128 bits after the point.</summary>
    private static readonly UInt128 Ln2 = new(0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af);

    /// <summary>2^(i/128) with 127 bits after the point.</summary>
    private static readonly UInt128[] Powers = MakePowers();

    public static Real PowerMinusOne(ref FloatContext c, in Real x)
    {
        if (NaN.Decides(ref c, x, out var nan))
        {
            return nan;
        }

        if (x.Kind == FloatKind.Infinity)
        {
            return x.Sign ? Real.FromInteger(-1) : x;
        }

        FloatArithmetic.NoteDenormals(ref c, x, x);
        if (x.Kind == FloatKind.Zero)
        {
            return x;
        }

        if (x.Exponent >= 0)
        {
            // Undefined above 1 (SDM volume 2, F2XM1); AMD processors leave x as it is.
            c.Flags |= FloatFlag.Precision;
            return x is { Exponent: 0, Significand: 1UL << 63, Sign: true } ? x with { Exponent = -1 } : x;
        }

        return Result.Inexact(ref c, Compute(Wide.From(x)));
    }

    private static Wide Compute(in Wide x)
    {
        if (x.Exponent < -StepBits)
        {
            return Small(x);
        }

        // |x| = i/128 + rest or i/128 - rest, whichever makes 2^x = 2^(table) 2^(+rest).
        var magnitude = x.Fixed(128);
        var i = (int)(magnitude >> (128 - StepBits));
        var rest = magnitude << StepBits >> StepBits;
        if (x.Sign && rest != 0)
        {
            i++;
            rest = (UInt128.One << (128 - StepBits)) - rest;
        }

        var grown = Small(Wide.Normal(false, -1, rest)).Fixed(127);
        if (!x.Sign)
        {
            return Wide.Normal(false, 0, Powers[i] - PowerSeries.One + (Wide.High(Powers[i], grown) << 1));
        }

        var power = Powers[Steps - i];
        var half = (power >> 1) + Wide.High(power, grown);
        return Wide.Normal(true, 0, PowerSeries.One - half);
    }

    /// <summary>For magnitudes below 2^-7.</summary>
    private static Wide Small(in Wide x)
    {
        if (x.Significand == 0)
        {
            return x;
        }

        var y = Wide.Normal(x.Sign, x.Exponent, Wide.High(x.Significand, Ln2));
        var at = y.Fixed(128);
        return y.Scaled(y.Sign ? PowerSeries.Exponential.AtMinus(at) : PowerSeries.Exponential.At(at));
    }

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[Steps];
        // By multiplication, each of which loses less than a unit: 120 bits of the greatest power are right.
        var step = PowerSeries.One + Small(new Wide(false, -StepBits, PowerSeries.One)).Fixed(127);
        powers[0] = PowerSeries.One;
        for (var i = 1; i < Steps; i++)
        {
            powers[i] = Wide.High(powers[i - 1], step) << 1;
        }

        return powers;
    }
}
