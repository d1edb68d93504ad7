namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>Bits of an entry of a radix tree (Power ISA 3.0, Book III, 5.7.10.2).</summary>
internal static class RadixEntry
{
    public const ulong Valid = 1UL << 63;
    public const ulong Leaf = 1UL << 62;

    /// <summary>Real page of a leaf.</summary>
    public const ulong Page = 0x01ff_ffff_ffff_f000;
    public const ulong Referenced = 0x100;
    public const ulong Changed = 0x80;
    public const ulong Attributes = 0x30;

    /// <summary>Attributes: not idempotent, of devices; never executable.</summary>
    public const ulong Guarded = 0x20;

    /// <summary>Not for problem state.</summary>
    public const ulong Privileged = 8;
    public const ulong Read = 4;

    /// <summary>And read.</summary>
    public const ulong Write = 2;
    public const ulong Execute = 1;
}
