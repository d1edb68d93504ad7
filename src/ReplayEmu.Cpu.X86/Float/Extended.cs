namespace ReplayEmu.Cpu.X86.Float;

/// <summary>The 80-bit double-extended format (SDM volume 1, 4.2.2).</summary>
internal readonly record struct Extended(ushort SignExponent, ulong Significand)
{
    private const int Bias = 16383;
    private const int Special = 0x7fff;

    public static Extended Indefinite => new(0xffff, 3UL << 62);

    public int BiasedExponent => SignExponent & Special;

    public bool Sign => SignExponent >> 15 != 0;

    public static Extended Pack(in Real r) =>
        r.Kind switch
        {
            FloatKind.Zero => new(SignBit(r), 0),
            FloatKind.Infinity => new((ushort)(SignBit(r) | Special), 1UL << 63),
            FloatKind.Finite => new(
                (ushort)(SignBit(r) | (r.Significand >> 63 != 0 ? r.Exponent + Bias : 0)),
                r.Significand
            ),
            _ => new((ushort)(SignBit(r) | Special), r.Significand | (1UL << 63)),
        };

    public Real Unpack()
    {
        var exponent = BiasedExponent;
        if (exponent == 0)
        {
            // A pseudo-denormal (bit 63 set) has the value of the same significand with exponent 1.
            var r = Real.Finite(Sign, 1 - Bias, Significand);
            r.IsDenormal = Significand != 0;
            return r;
        }

        var kind =
            Significand >> 63 == 0 ? FloatKind.Unsupported
            : exponent != Special ? FloatKind.Finite
            : Significand << 1 == 0 ? FloatKind.Infinity
            : (Significand >> 62 & 1) != 0 ? FloatKind.QuietNaN
            : FloatKind.SignalingNaN;
        return new Real
        {
            Kind = kind,
            Sign = Sign,
            Exponent = exponent - Bias,
            Significand = Significand,
        };
    }

    private static ushort SignBit(in Real r) => (ushort)(r.Sign ? 0x8000 : 0);
}
