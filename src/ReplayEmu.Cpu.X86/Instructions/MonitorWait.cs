using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// MONITOR and MWAIT (SDM volume 2). With several CPUs MWAIT only lets the others run, for one of them may store. With one nobody
/// stores to the monitored line behind its back but devices, which then raise an interrupt: MWAIT waits for one, as HLT does, and as
/// QEMU has it.
/// </summary>
internal static unsafe class MonitorWait
{
    /// <summary>ECX bit 0: an interrupt ends the wait even while interrupts are disabled.</summary>
    private const ulong WakesThoughDisabled = 1;

    /// <summary>Faults as a load of a byte at DS:rAX does. No extensions exist: ECX must be 0.</summary>
    [Executes<ushort>(Code.Monitorw)]
    [Executes<uint>(Code.Monitord)]
    [Executes<ulong>(Code.Monitorq)]
    public static DecodedOp* Monitor<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if ((uint)s->Gpr[Registers.Cx] != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        return cpu.MayRead(op, op->Segment, Operand.Get<T>(s, Operand.A)) ? op + 1 : null;
    }

    /// <summary>
    /// A wait that interrupts end though they are disabled is over at once: the manual allows any reason, and software looks again.
    /// </summary>
    [Executes(Code.Mwait)]
    public static DecodedOp* Mwait(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        var extensions = (uint)s->Gpr[Registers.Cx];
        if ((extensions & ~WakesThoughDisabled) != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (extensions != 0 && (s->Eflags & Eflag.Interrupt) == 0)
        {
            return op + 1;
        }

        if (cpu.HasSiblings)
        {
            return cpu.Yield(op);
        }

        s->Halted = 1;
        return cpu.Leave(op);
    }
}
