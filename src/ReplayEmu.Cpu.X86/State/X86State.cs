using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.X86.State;

/// <summary>Everything architectural of one x86 CPU. Handlers address registers by byte offset from its start.</summary>
[StateStruct("x86-cpu")]
public unsafe partial struct X86State
{
    public const ulong AddressBiasValue = 1 << 16;

    /// <summary>RAX RCX RDX RBX RSP RBP RSI RDI R8 to R15. A 32-bit write clears the upper half.</summary>
    public fixed ulong Gpr[16];

    /// <summary>Always zero: base or index register of an address that has none.</summary>
    public ulong ZeroRegister;

    /// <summary>Next instruction (offset in CS). Only exact while no block runs; inside a block see <see cref="X86Cpu.IpOf"/>.</summary>
    public ulong Rip;

    /// <summary>Arithmetic flags, lazily; meaning in <c>Flags/LazyFlags</c>. Canonical whenever the engine is not running.</summary>
    public ulong FlagResult;

    /// <inheritdoc cref="FlagResult"/>
    public ulong FlagCarry;

    /// <summary>Mask of the stack pointer: 0xffff, 0xffffffff or all ones, from SS.B (derived from SS).</summary>
    public ulong StackMask;

    /// <summary>And-mask of every physical address: bit 20 clear while the A20 gate is closed.</summary>
    public ulong A20Mask;

    /// <summary>Offset in CS of the running block, to which RIP-relative operands are relative; 0 while no block runs.</summary>
    public ulong CodeIp;

    /// <summary>Always <see cref="AddressBiasValue"/>: index of RIP-relative operands whose displacement from the block exceeds 31 bits.</summary>
    public ulong AddressBias;

    /// <summary>Where system management mode has its code (at 0x8000) and its save-state map; physical.</summary>
    public ulong SmBase;

    /// <summary>ES CS SS DS FS GS LDTR TR, see <see cref="SegmentIndex"/>.</summary>
    public SegmentRegisters Segments;
    public ulong GdtBase;
    public ulong IdtBase;
    public uint GdtLimit;
    public uint IdtLimit;

    /// <summary>EFLAGS without the six arithmetic flags; bit 1 is always set.</summary>
    public uint Eflags;

    /// <summary>Current privilege level, 0 to 3; 0 in real mode, 3 in virtual-8086 mode.</summary>
    public uint Cpl;
    public ulong Cr0;
    public ulong Cr2;
    public ulong Cr3;
    public ulong Cr4;

    /// <summary>The four pointers of PAE paging outside of long mode, as they were when CR3 was written.</summary>
    public fixed ulong PageDirectoryPointers[4];
    public ulong Cr8;
    public ulong Efer;
    public fixed ulong Dr[8];

    /// <summary>Added to the tick-derived counter by RDTSC (WRMSR 0x10).</summary>
    public ulong TscOffset;
    public ulong ApicBase;
    public ulong SysenterCs;
    public ulong SysenterEsp;
    public ulong SysenterEip;
    public ulong Star;
    public ulong Lstar;
    public ulong Cstar;
    public ulong Fmask;
    public ulong KernelGsBase;
    public ulong TscAux;

    /// <summary>Components that XSAVE may manage.</summary>
    public ulong Xcr0;

    /// <summary>Where the generator of RDRAND is; survives a reset.</summary>
    public ulong RandomState;
    public ulong Pat;
    public ulong McgStatus;
    public ulong McgControl;
    public ulong MiscEnable;
    public ulong MtrrDefaultType;
    public fixed ulong MtrrFixed[11];
    public ulong MicrocodeUpdate;
    public fixed ulong MtrrVariable[16];

    /// <summary>Ten banks of CTL, STATUS, ADDR and MISC.</summary>
    public fixed ulong MachineCheckBanks[40];

    /// <summary>Eight physical x87 registers of 16 bytes: 64-bit significand, then sign and exponent in 16 bits, then zeros.</summary>
    public fixed ulong FpuRegisters[16];

    /// <summary>XMM0 to XMM15, 16 bytes each.</summary>
    public fixed ulong Xmm[32];
    public ulong FpuIp;
    public ulong FpuDp;
    public ushort FpuControl;

    /// <summary>Status word with TOP in bits 13:11.</summary>
    public ushort FpuStatus;

    /// <summary>Full tag word, two bits a physical register; 3 is empty.</summary>
    public ushort FpuTag;
    public ushort FpuOpcode;
    public ushort FpuCs;
    public ushort FpuDs;
    public uint Mxcsr;

    /// <summary>1 after HLT until an interrupt.</summary>
    public byte Halted;

    /// <summary>1 after a triple fault until reset.</summary>
    public byte Shutdown;

    /// <summary>1 right after STI, 2 right after MOV SS or POP SS: the next instruction runs before an interrupt is taken.</summary>
    public byte InterruptShadow;

    /// <summary>1 from the delivery of an NMI to the next IRET.</summary>
    public byte NmiBlocked;

    /// <summary>Level of the INTR pin.</summary>
    public byte IntrLevel;

    /// <summary>Level of the NMI pin.</summary>
    public byte NmiLevel;

    /// <summary>1 after a rising edge of NMI until it is delivered.</summary>
    public byte NmiPending;

    /// <summary>1 after a rising edge of INIT until it is acted upon.</summary>
    public byte InitPending;

    /// <summary>1 in system management mode.</summary>
    public byte SystemManagement;

    /// <summary>Level of the SMI pin.</summary>
    public byte SmiLevel;

    /// <summary>1 after a rising edge of SMI until it is delivered.</summary>
    public byte SmiPending;

    /// <summary><see cref="NmiBlocked"/> as it was before the SMI.</summary>
    public byte NmiBlockedOutside;

    /// <summary>Bits of DR6 for a debug trap that waits: behind MOV SS for one instruction, behind a task switch for none.</summary>
    public uint PendingDebug;

    /// <summary>1 after IGNNE# until no x87 exception is pending.</summary>
    public byte IgnoreNumericError;

    /// <summary>1 from power-on or INIT of a CPU that does not boot to the startup interrupt; it is halted meanwhile.</summary>
    public byte WaitForStartup;

    /// <summary>1 from the arrival of a startup interrupt until it is acted upon.</summary>
    public byte StartupPending;

    /// <summary>Where it begins, in units of 4 KiB.</summary>
    public byte StartupPage;
    public uint Reserved2;

    /// <summary>The segment register at an index, see <see cref="SegmentIndex"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SegmentRegister* Segment(X86State* s, int index) => (SegmentRegister*)&s->Segments + index;
}

/// <summary>The eight segment registers.</summary>
[InlineArray(8)]
public struct SegmentRegisters
{
    private SegmentRegister first;
}
