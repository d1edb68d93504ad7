using System.Runtime.InteropServices;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>
/// One decoded instruction, 48 bytes. Handlers have the form
/// <c>static DecodedOp* Name(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)</c> and return <c>op + 1</c> to go on, what
/// <see cref="PowerCpu.Leave"/>, <c>PowerCpu.Jump</c> or <c>PowerCpu.Fault</c> return otherwise, and null after an access
/// that failed. A handler that faults leaves every register as it was.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct DecodedOp
{
    internal delegate* <PowerCpuState*, DecodedOp*, PowerCpu, DecodedOp*> Handler;

    /// <summary>Immediate, extended to 64 bits; for relative branches relative to the start of the block.</summary>
    public ulong Imm;

    /// <summary>For branches: the block that this one leads to, see the block cache.</summary>
    public nint Link;

    /// <summary>The instruction.</summary>
    public uint Word;

    /// <summary>Target or source operand: mostly a byte offset into <see cref="PowerCpuState"/>, see <see cref="OperandKind"/>.</summary>
    public ushort T;

    /// <summary>Operand A, as <see cref="T"/>.</summary>
    public ushort A;

    /// <summary>Operand B, as <see cref="T"/>.</summary>
    public ushort B;

    /// <summary>Operand C, as <see cref="T"/>.</summary>
    public ushort C;

    /// <summary>Bytes from the start of the block.</summary>
    public ushort Offset;

    /// <summary>Instructions of the block from this one on, this one included.</summary>
    public ushort Left;

    /// <summary>Row of the table; meaningless for words that are no instruction.</summary>
    public ushort Row;

    /// <summary>1 when no instruction follows in the block.</summary>
    public ushort Ends;
}
