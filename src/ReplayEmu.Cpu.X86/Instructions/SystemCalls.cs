using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>SYSENTER, SYSEXIT and RSM. The work is in <see cref="X86Cpu"/>'s fast calls and system management mode.</summary>
internal static unsafe class SystemCalls
{
    [Executes(Code.Sysenter)]
    public static DecodedOp* Sysenter(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Far(op, cpu.EnterSystem());

    [Executes(Code.Sysexitd)]
    public static DecodedOp* Sysexit(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Far(op, cpu.ExitSystem());

    [Executes(Code.Rsm)]
    public static DecodedOp* Rsm(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->SystemManagement == 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        cpu.SyncClock(op);
        cpu.LeaveSystemManagement();
        return cpu.Far(op, true);
    }
}
