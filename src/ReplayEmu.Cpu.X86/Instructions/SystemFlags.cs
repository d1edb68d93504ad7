using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CLI, STI, PUSHF, POPF and HLT.</summary>
internal static unsafe class SystemFlags
{
    [Executes(Code.Cli)]
    public static DecodedOp* Cli(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!MayChangeInterruptFlag(s))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Eflags &= ~Eflag.Interrupt;
        return op + 1;
    }

    [Executes(Code.Sti)]
    public static DecodedOp* Sti(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!MayChangeInterruptFlag(s))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if ((s->Eflags & Eflag.Interrupt) == 0)
        {
            s->Eflags |= Eflag.Interrupt;
            s->InterruptShadow = X86Cpu.ShadowOfSti;
        }

        return cpu.Leave(op);
    }

    [Executes<ushort>(Code.Pushfw)]
    [Executes<uint>(Code.Pushfd)]
    public static DecodedOp* Pushf<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (cpu.IsVirtual8086 && (s->Eflags & Eflag.IoPrivilege) != Eflag.IoPrivilege)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var flags = cpu.ReadEflags() & ~(Eflag.Virtual8086 | Eflag.Resume);
        return Access.Push(s, op, cpu, T.CreateTruncating(flags)) ? op + 1 : null;
    }

    [Executes<ushort>(Code.Popfw)]
    [Executes<uint>(Code.Popfd)]
    public static DecodedOp* Popf<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (cpu.IsVirtual8086 && (s->Eflags & Eflag.IoPrivilege) != Eflag.IoPrivilege)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!Access.Pop<T>(s, op, cpu, out var value))
        {
            return null;
        }

        var mask =
            Eflag.Arithmetic
            | Eflag.Trap
            | Eflag.Direction
            | Eflag.NestedTask
            | Eflag.AlignmentCheck
            | Eflag.Identification;
        if (s->Cpl == 0)
        {
            mask |= Eflag.IoPrivilege;
        }

        if (MayChangeInterruptFlag(s))
        {
            mask |= Eflag.Interrupt;
        }

        cpu.WriteEflags(uint.CreateTruncating(value), sizeof(T) == 2 ? mask & 0xffff : mask);
        return cpu.Leave(op);
    }

    /// <summary>STAC and CLAC: the supervisor may or may not touch the user's pages.</summary>
    [Executes(Code.Stac, Code.Clac)]
    public static DecodedOp* Stac(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        var allowed = (Code)op->Code == Code.Stac;
        s->Eflags = (s->Eflags & ~Eflag.AlignmentCheck) | (allowed ? Eflag.AlignmentCheck : 0);
        cpu.AlignmentCheckChanged();
        return cpu.Leave(op);
    }

    [Executes(Code.Hlt)]
    public static DecodedOp* Hlt(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Halted = 1;
        return cpu.Leave(op);
    }

    /// <summary>CPL 3 with IOPL 3 is also what virtual-8086 mode needs.</summary>
    private static bool MayChangeInterruptFlag(X86State* s) => s->Cpl <= (s->Eflags >> 12 & 3);
}
