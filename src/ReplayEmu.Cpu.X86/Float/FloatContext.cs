namespace ReplayEmu.Cpu.X86.Float;

/// <summary>How one instruction computes, and what it met while computing.</summary>
internal struct FloatContext
{
    /// <summary>Exceptions met so far, see <see cref="FloatFlag"/>.</summary>
    public int Flags;

    /// <summary>Exceptions that are masked.</summary>
    public int Masks;

    /// <summary>See <see cref="RoundingMode"/>.</summary>
    public int Rounding;

    /// <summary>The last rounding increased the magnitude: C1 of the x87.</summary>
    public bool RoundedUp;

    /// <summary>NaN operands are chosen as the x87 does; otherwise as SSE does (SDM volume 1, table 4-7).</summary>
    public bool IsX87;

    /// <summary>Unmasked overflow and underflow give a result whose exponent is wrapped: x87 registers (SDM volume 1, 8.5.4).</summary>
    public bool Wraps;

    /// <summary>MXCSR.DAZ.</summary>
    public bool DenormalsAreZero;

    /// <summary>MXCSR.FTZ, which works only while underflow is masked.</summary>
    public bool FlushToZero;

    public readonly bool IsMasked(int flag) => (Masks & flag) != 0;

    /// <summary>Notes an invalid operation and gives its masked response.</summary>
    public Real Invalid()
    {
        Flags |= FloatFlag.Invalid;
        return Real.Indefinite;
    }
}
