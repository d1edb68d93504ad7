namespace ReplayEmu.Cpu.Power.Exceptions;

/// <summary>Offsets of interrupt vectors (Book III, 6.5).</summary>
public static class Vector
{
    public const ulong SystemReset = 0x100;
    public const ulong MachineCheck = 0x200;
    public const ulong DataStorage = 0x300;
    public const ulong DataSegment = 0x380;
    public const ulong InstructionStorage = 0x400;
    public const ulong InstructionSegment = 0x480;
    public const ulong External = 0x500;
    public const ulong Alignment = 0x600;
    public const ulong Program = 0x700;
    public const ulong FloatUnavailable = 0x800;
    public const ulong Decrementer = 0x900;
    public const ulong SystemCall = 0xc00;
    public const ulong Trace = 0xd00;
    public const ulong VectorUnavailable = 0xf20;
    public const ulong VsxUnavailable = 0xf40;
    public const ulong FacilityUnavailable = 0xf60;

    /// <summary>System Call Vectored, which has a table of its own.</summary>
    public const ulong SystemCallVectored = 0x3000;
}

/// <summary>Bits of SRR1 that tell the reason of a program interrupt (Book III, 6.5.9).</summary>
public static class ProgramReason
{
    public const ulong FloatEnabled = 1UL << 20;
    public const ulong Illegal = 1UL << 19;
    public const ulong Privileged = 1UL << 18;
    public const ulong Trap = 1UL << 17;
}
