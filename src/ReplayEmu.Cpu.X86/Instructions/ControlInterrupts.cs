using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>INT n, INT3, INTO and INT1.</summary>
internal static unsafe class ControlInterrupts
{
    [Executes(Code.Int_imm8)]
    public static DecodedOp* Int(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.IsVirtual8086 ? cpu.VirtualInterrupt(op, (byte)op->Imm) : cpu.SoftwareInterrupt(op, (byte)op->Imm);

    [Executes(Code.Int3)]
    public static DecodedOp* Int3(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.SoftwareInterrupt(op, Vector.Breakpoint);

    /// <summary>As if from hardware: the gate's privilege does not matter, error codes have EXT, DR6 is as it was (SDM volume 3, 6.4.4).</summary>
    [Executes(Code.Int1)]
    public static DecodedOp* Int1(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.SoftwareInterrupt(op, Vector.Debug, InterruptKind.External);

    [Executes(Code.Into)]
    public static DecodedOp* Into(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        LazyFlags.Of(s) ? cpu.SoftwareInterrupt(op, Vector.Overflow) : op + 1;
}
