using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.SystemManagement;

/// <summary>What the save-state map of system management mode holds, whatever its layout.</summary>
internal unsafe struct SavedState
{
    public fixed ulong Gpr[16];
    public fixed ulong Base[8];

    /// <summary>By <see cref="SegmentIndex"/>.</summary>
    public fixed ulong Limit[8];
    public fixed ulong Selector[8];

    /// <summary>Descriptor bits 55:52 and 47:40 as a 16-bit word.</summary>
    public fixed ulong Attributes[8];
    public ulong GdtBase;
    public ulong GdtLimit;
    public ulong IdtBase;
    public ulong IdtLimit;
    public ulong Rip;
    public ulong Eflags;
    public ulong Cr0;
    public ulong Cr3;
    public ulong Cr4;
    public ulong Efer;
    public ulong Dr6;
    public ulong Dr7;
    public ulong SmBase;

    /// <summary>Bit 17: SMBASE can be changed. Low half 0x64 in the layout of 64-bit CPUs.</summary>
    public ulong Revision;
}
