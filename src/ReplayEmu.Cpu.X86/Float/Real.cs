namespace ReplayEmu.Cpu.X86.Float;

/// <summary>Kinds of numbers (SDM volume 1, 4.8.3 and 8.2.2).</summary>
internal enum FloatKind : byte
{
    Zero,
    Finite,
    Infinity,
    QuietNaN,
    SignalingNaN,

    /// <summary>An 80-bit encoding that processors since the 80387 do not take: unnormal, pseudo-infinity, pseudo-NaN.</summary>
    Unsupported,
}

/// <summary>A number of any format, taken apart.</summary>
internal struct Real
{
    /// <summary>
    /// Finite: value = significand * 2^(exponent - 63), bit 63 set in operands; clear only in a denormal result, whose exponent
    /// is the least of its format. NaN: bit 63 set, bit 62 the quiet bit, payload below it, at the left.
    /// </summary>
    public ulong Significand;
    public int Exponent;
    public FloatKind Kind;
    public bool Sign;

    /// <summary>It came from a denormal encoding.</summary>
    public bool IsDenormal;

    /// <summary>What a masked invalid operation gives: the negative quiet NaN without payload.</summary>
    public static Real Indefinite =>
        new()
        {
            Kind = FloatKind.QuietNaN,
            Sign = true,
            Significand = 3UL << 62,
        };

    public readonly bool IsNaN => Kind is FloatKind.QuietNaN or FloatKind.SignalingNaN;

    public static Real Zero(bool sign) => new() { Kind = FloatKind.Zero, Sign = sign };

    public static Real Infinity(bool sign) => new() { Kind = FloatKind.Infinity, Sign = sign };

    /// <summary>A finite number from a significand that need not be normalized.</summary>
    /// <param name="exponent">Exponent of bit 63.</param>
    public static Real Finite(bool sign, int exponent, ulong significand)
    {
        var shift = (int)ulong.LeadingZeroCount(significand);
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
    public static Real FromInteger(long value) => Finite(value < 0, 63, value < 0 ? (ulong)-value : (ulong)value);

    public readonly Real WithSign(bool sign) => this with { Sign = sign };

    public readonly Real Quieted() => this with { Kind = FloatKind.QuietNaN, Significand = Significand | (3UL << 62) };
}
