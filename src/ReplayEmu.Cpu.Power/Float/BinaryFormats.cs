using System;

namespace ReplayEmu.Cpu.Power.Float;

/// <summary>A binary interchange format as a type.</summary>
internal interface IBinaryFormat
{
    static abstract FloatFormat Format { get; }

    /// <summary>From the format's bits, at the right.</summary>
    static abstract Real Unpack(UInt128 bits);

    /// <summary>A number that is rounded to this format, or to a narrower one.</summary>
    static abstract UInt128 Pack(in Real value);
}

internal readonly struct HalfBits : IBinaryFormat
{
    public static FloatFormat Format => FloatFormat.Half;

    public static Real Unpack(UInt128 bits) => Interchange.Unpack(bits << 112, 5);

    public static UInt128 Pack(in Real value) => Interchange.Pack(value, FloatFormat.Half, 5) >> 112;
}

internal readonly struct SingleBits : IBinaryFormat
{
    public static FloatFormat Format => FloatFormat.Single;

    public static Real Unpack(UInt128 bits) => Interchange.Unpack(bits << 96, 8);

    public static UInt128 Pack(in Real value) => Interchange.Pack(value, FloatFormat.Single, 8) >> 96;
}

internal readonly struct DoubleBits : IBinaryFormat
{
    public static FloatFormat Format => FloatFormat.Double;

    public static Real Unpack(UInt128 bits) => Interchange.Unpack(bits << 64, 11);

    public static UInt128 Pack(in Real value) => Interchange.Pack(value, FloatFormat.Double, 11) >> 64;
}

internal readonly struct QuadBits : IBinaryFormat
{
    public static FloatFormat Format => FloatFormat.Quad;

    public static Real Unpack(UInt128 bits) => Interchange.Unpack(bits, 15);

    public static UInt128 Pack(in Real value) => Interchange.Pack(value, FloatFormat.Quad, 15);
}

/// <summary>Sign, exponent and fraction from the left of 128 bits.</summary>
internal static class Interchange
{
    private static readonly UInt128 signBit = UInt128.One << 127;

    public static Real Unpack(UInt128 bits, int width)
    {
        var sign = (bits & signBit) != 0;
        var special = (1 << width) - 1;
        var exponent = (int)(uint)(bits >> (127 - width)) & special;
        var fraction = bits << (width + 1);
        if (exponent == special)
        {
            return fraction == 0
                ? Real.Infinity(sign)
                : new Real
                {
                    Kind = (fraction & signBit) != 0 ? FloatKind.QuietNaN : FloatKind.SignalingNaN,
                    Sign = sign,
                    Significand = fraction,
                };
        }

        var bias = special >> 1;
        return exponent == 0
            ? Real.Finite(sign, -bias, fraction)
            : new Real
            {
                Kind = FloatKind.Finite,
                Sign = sign,
                Exponent = exponent - bias,
                Significand = signBit | (fraction >> 1),
            };
    }

    public static UInt128 Pack(in Real value, in FloatFormat f, int width)
    {
        var sign = value.Sign ? signBit : 0;
        var special = ((UInt128.One << width) - 1) << (127 - width);
        // Bits of a fraction that the format has not are cut off.
        var room = (UInt128.MaxValue >> (width + 1)) & (UInt128.MaxValue << (128 - width - f.Precision));
        switch (value.Kind)
        {
            case FloatKind.Zero:
                return sign;
            case FloatKind.Infinity:
                return sign | special;
            case FloatKind.Finite when value.Exponent < f.MinExponent:
                return sign | ((value.Significand >> (f.MinExponent - value.Exponent) >> width) & room);
            case FloatKind.Finite:
                return sign
                    | ((UInt128)(uint)(value.Exponent + f.MaxExponent) << (127 - width))
                    | ((value.Significand >> width) & room);
            default:
                return sign | special | ((value.Significand >> (width + 1)) & room);
        }
    }
}
