namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>Bits of the two doublewords of a hashed page table's entry (Power ISA 2.07, Book III-S, 5.7.7).</summary>
public static class HashedEntry
{
    /// <summary>First doubleword.</summary>
    public const ulong Valid = 1;
    public const ulong Secondary = 2;
    public const ulong Large = 4;

    /// <summary>Abbreviated virtual page, with the segment size above it.</summary>
    public const ulong Abbreviated = 0xffff_ffff_ffff_ff80;

    /// <summary>What a search compares.</summary>
    public const ulong Compared = Abbreviated | Secondary | Valid;

    /// <summary>First doubleword: of the software and reserved; H_ENTER clears them.</summary>
    public const ulong NotKept = 0x60;

    /// <summary>Second doubleword.</summary>
    public const ulong Page = 0x0fff_ffff_ffff_f000;
    public const ulong Protection0 = 1UL << 63;
    public const ulong KeyHigh = 0x3000_0000_0000_0000;
    public const ulong KeyLow = 0xe00;
    public const ulong Referenced = 0x100;
    public const ulong Changed = 0x80;

    /// <summary>Write-through, inhibited, coherent, guarded.</summary>
    public const ulong Attributes = 0x78;
    public const ulong Through = 0x40;
    public const ulong Inhibited = 0x20;
    public const ulong Coherent = 0x10;
    public const ulong Guarded = 8;
    public const ulong NoExecute = 4;
    public const ulong Protection = 3;
}
