namespace ReplayEmu.Cpu.X86.Float;

/// <summary>What a result is rounded to.</summary>
/// <param name="Precision">Bits of the significand, the integer bit included; at most 64.</param>
/// <param name="MinExponent">Exponent of the least normal number.</param>
/// <param name="MaxExponent">Exponent of the greatest finite number.</param>
internal readonly record struct FloatFormat(int Precision, int MinExponent, int MaxExponent)
{
    public static FloatFormat Single => new(24, -126, 127);

    public static FloatFormat Double => new(53, -1022, 1023);

    public static FloatFormat Extended => new(64, -16382, 16383);
}

/// <summary>The 32- and 64-bit formats.</summary>
internal static class BinaryFormats
{
    public static Real Unpack(ref FloatContext c, uint bits) =>
        Unpack(ref c, bits >> 31 != 0, (int)(bits >> 23) & 0xff, (ulong)bits << 41, 0xff, 127);

    public static Real Unpack(ref FloatContext c, ulong bits) =>
        Unpack(ref c, bits >> 63 != 0, (int)(bits >> 52) & 0x7ff, bits << 12, 0x7ff, 1023);

    public static uint Pack32(in Real r) =>
        (r.Sign ? 1U << 31 : 0)
        | r.Kind switch
        {
            FloatKind.Zero => 0,
            FloatKind.Infinity => 0x7f800000,
            FloatKind.Finite => ((uint)(r.Significand >> 40) & 0x7fffff)
                | (r.Significand >> 63 != 0 ? (uint)(r.Exponent + 127) << 23 : 0),
            _ => 0x7f800000 | ((uint)(r.Significand >> 40) & 0x7fffff),
        };

    public static ulong Pack64(in Real r) =>
        (r.Sign ? 1UL << 63 : 0)
        | r.Kind switch
        {
            FloatKind.Zero => 0,
            FloatKind.Infinity => 0x7ffUL << 52,
            FloatKind.Finite => ((r.Significand >> 11) & 0xfffffffffffff)
                | (r.Significand >> 63 != 0 ? (ulong)(r.Exponent + 1023) << 52 : 0),
            _ => (0x7ffUL << 52) | ((r.Significand >> 11) & 0xfffffffffffff),
        };

    /// <param name="fraction">The fraction at the left.</param>
    private static Real Unpack(ref FloatContext c, bool sign, int exponent, ulong fraction, int special, int bias)
    {
        if (exponent == special)
        {
            var kind =
                fraction == 0 ? FloatKind.Infinity
                : fraction >> 63 != 0 ? FloatKind.QuietNaN
                : FloatKind.SignalingNaN;
            return new Real
            {
                Kind = kind,
                Sign = sign,
                Significand = (1UL << 63) | (fraction >> 1),
            };
        }

        if (exponent != 0)
        {
            return new Real
            {
                Kind = FloatKind.Finite,
                Sign = sign,
                Exponent = exponent - bias,
                Significand = (1UL << 63) | (fraction >> 1),
            };
        }

        if (fraction == 0 || c.DenormalsAreZero)
        {
            return Real.Zero(sign);
        }

        var r = Real.Finite(sign, -bias, fraction);
        r.IsDenormal = true;
        return r;
    }
}
