using System;

namespace ReplayEmu.Cpu.X86.Float.Transcendental;

/// <summary>
/// Taylor series in fixed point, with so many terms that the first one left out is below 2^-124. Coefficients and sums have 127
/// bits after the point, arguments 128. The coefficients follow from nothing but their definition.
/// </summary>
internal sealed class PowerSeries
{
    public static readonly UInt128 One = UInt128.One << 127;

    /// <summary>(e^x - 1)/x, x below 2^-7.</summary>
    public static readonly PowerSeries Exponential = Factorials(14, 1, 1);

    /// <summary>-ln(1 - x)/x, x to 2^-6.9.</summary>
    public static readonly PowerSeries Logarithm = Reciprocals(18, 1);

    /// <summary>atanh(x)/x in x^2, which is atan(x)/x in -x^2; x to 2^-6.9.</summary>
    public static readonly PowerSeries ArcTangent = Reciprocals(10, 2);

    /// <summary>sinh(x)/x in x^2, which is sin(x)/x in -x^2; x to pi/4.</summary>
    public static readonly PowerSeries Sine = Factorials(18, 2, 1);

    /// <summary>cosh(x) in x^2, which is cos(x) in -x^2; x to pi/4.</summary>
    public static readonly PowerSeries Cosine = Factorials(18, 2, 0);

    private readonly UInt128[] coefficients;

    private PowerSeries(UInt128[] coefficients) => this.coefficients = coefficients;

    public UInt128 At(UInt128 x)
    {
        var sum = UInt128.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = coefficients[i] + Wide.High(sum, x);
        }

        return sum;
    }

    public UInt128 AtMinus(UInt128 x)
    {
        var sum = UInt128.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = coefficients[i] - Wide.High(sum, x);
        }

        return sum;
    }

    /// <summary>1/(1 + step n).</summary>
    private static PowerSeries Reciprocals(int terms, int step)
    {
        var coefficients = new UInt128[terms];
        for (var n = 0; n < terms; n++)
        {
            coefficients[n] = One / (UInt128)(1 + (step * n));
        }

        return new PowerSeries(coefficients);
    }

    /// <summary>1/(step n + offset)!.</summary>
    private static PowerSeries Factorials(int terms, int step, int offset)
    {
        var coefficients = new UInt128[terms];
        coefficients[0] = One;
        for (var n = 1; n < terms; n++)
        {
            var coefficient = coefficients[n - 1];
            for (var factor = (step * (n - 1)) + offset + 1; factor <= (step * n) + offset; factor++)
            {
                coefficient /= (UInt128)factor;
            }

            coefficients[n] = coefficient;
        }

        return new PowerSeries(coefficients);
    }
}
