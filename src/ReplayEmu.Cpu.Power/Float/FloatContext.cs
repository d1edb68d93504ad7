namespace ReplayEmu.Cpu.Power.Float;

/// <summary>How a result is rounded: the values of FPSCR.RN, and two that instructions name.</summary>
internal enum FloatRounding : byte
{
    Nearest = 0,
    Zero = 1,
    Up = 2,
    Down = 3,

    /// <summary>Ties away from zero.</summary>
    NearestAway = 4,

    /// <summary>What is inexact gets an odd last bit.</summary>
    Odd = 5,
}

/// <summary>How one instruction computes, and what it met while computing.</summary>
internal struct FloatContext
{
    /// <summary>Exceptions, as bits of <see cref="Fpscr"/>; FI and FR of the last rounding among them.</summary>
    public ulong Flags;

    /// <summary>Enabled exceptions, as bits of <see cref="Fpscr"/>.</summary>
    public ulong Enables;

    public FloatRounding Rounding;

    /// <summary>VSCR.NJ: denormal operands and results are zeros.</summary>
    public bool Flushes;

    public static FloatContext From(ulong fpscr) =>
        new() { Enables = fpscr, Rounding = (FloatRounding)(fpscr & Fpscr.Rn) };

    /// <summary>Notes an invalid operation and gives its result.</summary>
    public Real Invalid(ulong reason)
    {
        Flags |= reason;
        return Real.DefaultNaN;
    }

    /// <summary>True when an invalid operation or division by zero that is enabled leaves the target as it was.</summary>
    public readonly bool IsSuppressed =>
        ((Flags & Fpscr.AllInvalid) != 0 && (Enables & Fpscr.Ve) != 0)
        || ((Flags & Fpscr.Zx) != 0 && (Enables & Fpscr.Ze) != 0);
}
