namespace ReplayEmu.Cpu.X86.Float;

/// <summary>Exceptions, at the same bits in the x87 status word and in MXCSR (SDM volume 1, 4.9.1).</summary>
internal static class FloatFlag
{
    public const int Invalid = 1;
    public const int Denormal = 2;
    public const int ZeroDivide = 4;
    public const int Overflow = 8;
    public const int Underflow = 16;
    public const int Precision = 32;

    /// <summary>All six.</summary>
    public const int All = 0x3f;

    /// <summary>Found before computing: unmasked, the destination stays as it was.</summary>
    public const int BeforeComputing = Invalid | Denormal | ZeroDivide;
}

/// <summary>Rounding control, at the same encoding in the x87 control word and in MXCSR.</summary>
internal static class RoundingMode
{
    public const int Nearest = 0;
    public const int Down = 1;
    public const int Up = 2;
    public const int TowardZero = 3;
}
