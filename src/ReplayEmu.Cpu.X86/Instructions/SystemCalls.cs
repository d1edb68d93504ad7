using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>SYSENTER and SYSEXIT. The work is in <see cref="X86Cpu"/>'s fast calls.</summary>
internal static unsafe class SystemCalls
{
    [Executes(Code.Sysenter)]
    public static DecodedOp* Sysenter(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Far(op, cpu.EnterSystem());

    [Executes(Code.Sysexitd)]
    public static DecodedOp* Sysexit(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Far(op, cpu.ExitSystem());
}
