using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>Kinds of numbers.</summary>
internal enum FloatKind : byte
{
    Zero,
    Finite,
    Infinity,
    QuietNaN,
    SignalingNaN,
}

/// <summary>A number of any binary format, taken apart.</summary>
internal struct Real
{
    /// <summary>Finite: value = significand * 2^(exponent - 127), bit 127 set. NaN: the fraction at the left, the quiet bit first.</summary>
    public UInt128 Significand;
    public int Exponent;
    public FloatKind Kind;
    public bool Sign;

    /// <summary>What an invalid operation gives.</summary>
    public static Real DefaultNaN => new() { Kind = FloatKind.QuietNaN, Significand = UInt128.One << 127 };

    public readonly bool IsNaN => Kind >= FloatKind.QuietNaN;

    public static Real Zero(bool sign) => new() { Sign = sign };

    public static Real Infinity(bool sign) => new() { Kind = FloatKind.Infinity, Sign = sign };

    /// <summary>A number from a significand that need not be normalized.</summary>
    /// <param name="exponent">Exponent of bit 127.</param>
    public static Real Finite(bool sign, int exponent, UInt128 significand)
    {
        var shift = (int)UInt128.LeadingZeroCount(significand);
        return significand == 0
            ? Zero(sign)
            : new Real
            {
                Kind = FloatKind.Finite,
                Sign = sign,
                Exponent = exponent - shift,
                Significand = significand << shift,
            };
    }

    /// <summary>Exactly an integer.</summary>
    public static Real FromInteger(bool sign, UInt128 magnitude) => Finite(sign, 127, magnitude);

    public readonly Real Negated() => this with { Sign = !Sign };

    public readonly Real Quieted() =>
        this with
        {
            Kind = FloatKind.QuietNaN,
            Significand = Significand | (UInt128.One << 127),
        };
}
