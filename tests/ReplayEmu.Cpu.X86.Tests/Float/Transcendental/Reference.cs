using System.Numerics;

namespace ReplayEmu.Cpu.X86.Tests.Float.Transcendental;

/// <summary>The functions by slow series in integers of any size: numbers are in units of 2^-256.</summary>
internal static class Reference
{
    public const int Bits = 256;

    public static readonly BigInteger One = BigInteger.One << Bits;

    /// <summary>Machin: pi = 16 atan(1/5) - 4 atan(1/239).</summary>
    public static readonly BigInteger Pi = (16 * ArcTangent(1, 5)) - (4 * ArcTangent(1, 239));

    /// <summary>ln 2 = 2 atanh(1/3).</summary>
    private static readonly BigInteger Ln2 = 2 * HyperbolicArcTangent(1, 3);

    /// <summary>The pi that angles are reduced by: 66 bits.</summary>
    private static readonly BigInteger ShortPi = Pi >> (Bits - 64) << (Bits - 64);

    /// <summary>2^x - 1.</summary>
    public static BigInteger PowerMinusOne(BigInteger x)
    {
        var y = (x * Ln2) >> Bits;
        var sum = BigInteger.Zero;
        var term = One;
        for (var n = 1; ; n++)
        {
            term = ((term * y) >> Bits) / n;
            if (term.IsZero || term == BigInteger.MinusOne)
            {
                return sum;
            }

            sum += term;
        }
    }

    /// <summary>log2(x) of x above 0.</summary>
    public static BigInteger Log2(BigInteger x)
    {
        var exponent = (int)x.GetBitLength() - 1 - Bits;
        var mantissa = exponent < 0 ? x << -exponent : x;
        var one = exponent < 0 ? One : One << exponent;
        if (3 * one < 2 * mantissa)
        {
            exponent++;
            one <<= exponent > 0 ? 1 : 0;
            mantissa = exponent > 0 ? mantissa : x << -exponent;
        }

        return (exponent * One) + (2 * (HyperbolicArcTangent(mantissa - one, mantissa + one) << Bits) / Ln2);
    }

    public static (BigInteger Sine, BigInteger Cosine) Circle(BigInteger x)
    {
        var magnitude = BigInteger.Abs(x);
        var quarter = ShortPi >> 1;
        var turns = (magnitude + (quarter >> 1)) / quarter;
        var rest = magnitude - (turns * quarter);
        var square = (rest * rest) >> Bits;
        var (sine, cosine) = (BigInteger.Zero, BigInteger.Zero);
        var (odd, even) = (rest, One);
        for (var n = 0; even != 0; n += 2)
        {
            (sine, cosine) = (sine + odd, cosine + even);
            odd = -(odd * square >> Bits) / ((n + 2) * (n + 3));
            even = -(even * square >> Bits) / ((n + 1) * (n + 2));
        }

        var (s, c) = (int)(turns & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
        return (x.Sign < 0 ? -s : s, c);
    }

    /// <summary>The angle of (x, y).</summary>
    public static BigInteger Angle(BigInteger x, BigInteger y)
    {
        var (a, b) = (BigInteger.Abs(x), BigInteger.Abs(y));
        var angle = a >= b ? ArcTangent(b, a) : (Pi >> 1) - ArcTangent(a, b);
        angle = x.Sign < 0 ? Pi - angle : angle;
        return y.Sign < 0 ? -angle : angle;
    }

    /// <summary>Euler's series for atan(a/b) of a up to b: the sum of 2^2n n!^2/(2n+1)! t^(2n+1)/(1+t^2)^(n+1).</summary>
    private static BigInteger ArcTangent(BigInteger a, BigInteger b)
    {
        var square = (a * a) + (b * b);
        var term = (a * b << Bits) / square;
        var ratio = (a * a << Bits) / square;
        var sum = BigInteger.Zero;
        for (var n = 1; term != 0; n++)
        {
            sum += term;
            term = (term * ratio >> Bits) * (2 * n) / ((2 * n) + 1);
        }

        return sum;
    }

    private static BigInteger HyperbolicArcTangent(BigInteger a, BigInteger b)
    {
        var x = (a << Bits) / b;
        var square = (x * x) >> Bits;
        var sum = BigInteger.Zero;
        for (var n = 1; x != 0 && x != BigInteger.MinusOne; n += 2)
        {
            sum += x / n;
            x = (x * square) >> Bits;
        }

        return sum;
    }
}
