namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>Fields of an entry of the segment lookaside buffer (Book III, 5.9.3.2).</summary>
internal static class SlbBits
{
    /// <summary>In the effective half.</summary>
    public const ulong Valid = 1UL << 27;
    public const ulong EffectiveMask = 0xffff_ffff_f000_0000 | Valid;

    /// <summary>Number of the entry in RB.</summary>
    public const ulong IndexMask = 0xfff;

    /// <summary>Segment size: 0 for 256 MiB, 1 for 1 TiB.</summary>
    public const ulong SizeMask = 3UL << 62;
    public const ulong Terabyte = 1UL << 62;
    public const ulong SegmentMask = 0x3fff_ffff_ffff_f000;
    public const ulong SupervisorKey = 0x800;
    public const ulong ProblemKey = 0x400;
    public const ulong NoExecute = 0x200;
    public const ulong Class = 0x80;

    /// <summary>L and LP: base page size.</summary>
    public const ulong PageSizeMask = 0x130;
    public const ulong VirtualMask =
        SizeMask | SegmentMask | SupervisorKey | ProblemKey | NoExecute | Class | PageSizeMask;
    public const int Shift256M = 28;
    public const int Shift1T = 40;
}
