namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>
/// Why a translation failed: bits of DSISR for data and, where they are the same, of SRR1 for instructions (Book III, 6.5.3, 6.5.5).
/// </summary>
internal static class StorageFault
{
    public const uint NoTranslation = 0x4000_0000;

    /// <summary>SRR1 only: the page is not executable or guarded.</summary>
    public const uint NotExecutable = 0x1000_0000;
    public const uint Protected = 0x0800_0000;

    /// <summary>DSISR only.</summary>
    public const uint Store = 0x0200_0000;

    /// <summary>A key of AMR or IAMR forbids it.</summary>
    public const uint KeyProtected = 0x0020_0000;

    /// <summary>A tree that is not one.</summary>
    public const uint BadRadixTree = 0x0008_0000;

    /// <summary>Not a reason: no segment, which has interrupts of its own.</summary>
    public const uint NoSegment = 1;
}
