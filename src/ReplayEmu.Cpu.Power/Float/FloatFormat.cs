namespace ReplayEmu.Cpu.Power.Float;

/// <summary>What a result is rounded to.</summary>
/// <param name="Precision">Bits of the significand, the integer bit included.</param>
/// <param name="MinExponent">Exponent of the least normal number.</param>
/// <param name="MaxExponent">Exponent of the greatest finite number.</param>
/// <param name="Wrap">What the exponent of an enabled overflow or underflow is moved by (Book I, 4.4.3 and 4.4.4).</param>
internal readonly record struct FloatFormat(int Precision, int MinExponent, int MaxExponent, int Wrap)
{
    public static FloatFormat Half => new(11, -14, 15, 0);

    public static FloatFormat Single => new(24, -126, 127, 192);

    public static FloatFormat Double => new(53, -1022, 1023, 1536);

    public static FloatFormat Quad => new(113, -16382, 16383, 24576);
}
