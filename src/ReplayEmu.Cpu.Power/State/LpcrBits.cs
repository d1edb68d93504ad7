namespace ReplayEmu.Cpu.Power.State;

/// <summary>Logical partitioning control register (Book III, 2.2), as far as it concerns a guest.</summary>
public static class LpcrBits
{
    /// <summary>Interrupts are taken with the byte order of this bit.</summary>
    public const ulong Ile = 1UL << 25;

    /// <summary>Alternate interrupt location, two bits.</summary>
    public const int AilShift = 23;

    /// <summary>Host radix: translation by radix trees.</summary>
    public const ulong Hr = 1UL << 20;

    /// <summary>Use process table.</summary>
    public const ulong Uprt = 1UL << 22;

    /// <summary>Large decrementer: 56 bits instead of 32.</summary>
    public const ulong Ld = 1UL << 17;

    /// <summary>Guest may use tlbie.</summary>
    public const ulong Gtse = 1UL << 10;
}
