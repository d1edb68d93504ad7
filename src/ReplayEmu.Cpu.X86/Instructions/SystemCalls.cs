using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// SYSENTER, SYSEXIT, SYSCALL, SYSRET and RSM. The work is in <see cref="X86Cpu"/>'s fast calls and system management mode.
/// </summary>
internal static unsafe class SystemCalls
{
    [Executes(Code.Sysenter)]
    public static DecodedOp* Sysenter(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Far(op, cpu.EnterSystem());

    [Executes(Code.Sysexitd, Code.Sysexitq)]
    public static DecodedOp* Sysexit(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.Far(op, cpu.ExitSystem((Code)op->Code == Code.Sysexitq));

    [Executes(Code.Syscall)]
    public static DecodedOp* Syscall(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        IsEnabled(s) ? cpu.Far(op, cpu.CallSystem(cpu.NextIp(op))) : cpu.Fault(op, Vector.InvalidOpcode);

    [Executes(Code.Sysretd, Code.Sysretq)]
    public static DecodedOp* Sysret(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        IsEnabled(s)
            ? cpu.Far(op, cpu.ReturnFromSystem((Code)op->Code == Code.Sysretq))
            : cpu.Fault(op, Vector.InvalidOpcode);

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

    private static bool IsEnabled(X86State* s) =>
        (s->Efer & EferBits.SyscallEnable) != 0 && (s->Cr0 & Cr0Bits.ProtectionEnable) != 0;
}
