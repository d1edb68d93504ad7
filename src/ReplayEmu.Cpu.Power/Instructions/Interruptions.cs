using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Handlers of words that cannot run.</summary>
internal static unsafe class Interruptions
{
    public static DecodedOp* Illegal(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        cpu.Fault(op, Vector.Program, ProgramReason.Illegal);

    public static DecodedOp* Privileged(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        cpu.Fault(op, Vector.Program, ProgramReason.Privileged);

    /// <summary>A facility that MSR disables; the vector is the immediate.</summary>
    public static DecodedOp* Unavailable(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => cpu.Fault(op, op->Imm, 0);
}
