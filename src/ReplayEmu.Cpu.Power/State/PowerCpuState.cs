using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.Power.State;

/// <summary>Everything architectural of one Power CPU. Handlers address registers by byte offset from its start.</summary>
[StateStruct("power-cpu")]
public unsafe partial struct PowerCpuState
{
    /// <summary>Offset of <see cref="Vsr"/>.</summary>
    public const uint VsrOffset = 256;

    /// <summary>Offset of <see cref="ZeroRegister"/>.</summary>
    public const uint ZeroOffset = 1280;

    /// <summary>Offset of <see cref="Cr"/>.</summary>
    public const uint CrOffset = 1288;

    /// <summary>General registers.</summary>
    public fixed ulong Gpr[32];

    /// <summary>
    /// Vector-scalar registers, each as a 128-bit number in the host's order: doubleword 1 of the manual first. Floating-point
    /// registers are doubleword 0 of the first 32, vector registers the last 32.
    /// </summary>
    public fixed ulong Vsr[128];

    /// <summary>Always zero: RA of an address that has none.</summary>
    public ulong ZeroRegister;

    /// <summary>Condition register, a field a byte: LT 8, GT 4, EQ 2, SO 1.</summary>
    public fixed byte Cr[8];

    /// <summary>XER without the bits that have fields of their own.</summary>
    public ulong Xer;
    public ulong Lr;
    public ulong Ctr;
    public ulong Tar;

    /// <summary>Next instruction. Only exact while no block runs; inside a block see <see cref="PowerCpu.IpOf"/>.</summary>
    public ulong Nip;
    public ulong Msr;
    public ulong Srr0;
    public ulong Srr1;
    public ulong Dar;
    public ulong Dsisr;
    public fixed ulong Sprg[4];
    public ulong Cfar;
    public ulong Fpscr;

    /// <summary>Address of the reservation; meaningful while <see cref="ReservationSize"/> is not 0.</summary>
    public ulong ReservationAddress;

    /// <summary>What was loaded with it; of a quadword the second doubleword.</summary>
    public ulong ReservationValue;

    /// <summary>First doubleword of a quadword.</summary>
    public ulong ReservationHigh;
    public ulong Dscr;
    public ulong Amr;
    public ulong Iamr;
    public ulong Uamor;
    public ulong Pidr;
    public ulong Fscr;
    public ulong Ctrl;
    public ulong Ppr;
    public ulong Ebbhr;
    public ulong Ebbrr;
    public ulong Bescr;

    /// <summary>Performance monitor registers by number: 769 to 798, which count nothing here.</summary>
    public fixed ulong Monitor[32];

    /// <summary>Timebase at which the decrementer is 0.</summary>
    public ulong DecrementerZero;

    /// <summary>Logical partitioning control, which the hypervisor sets: ILE, AIL, HR, UPRT, GTSE.</summary>
    public ulong Lpcr;

    /// <summary>Process table base and size, which the hypervisor sets (radix).</summary>
    public ulong ProcessTable;
    public uint Vrsave;
    public uint Vscr;

    /// <summary>Bytes of the reservation, 0 for none.</summary>
    public uint ReservationSize;
    public byte XerSo;
    public byte XerOv;
    public byte XerCa;
    public byte XerOv32;
    public byte XerCa32;

    /// <summary>Level of the external interrupt input.</summary>
    public byte ExternalLevel;

    /// <summary>Waiting for an interrupt (H_CEDE).</summary>
    public byte Halted;

    /// <summary>The decrementer is negative, and the interrupt for that was not taken.</summary>
    public byte DecrementerPending;
    public uint Reserved;

    /// <summary>A register by its offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref ulong At(PowerCpuState* s, ushort offset) => ref *(ulong*)((byte*)s + offset);
}
