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
    public static DecodedOp* Cli(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.SetInterruptFlag(false) ? op + 1 : cpu.LeaveFaulted(op);

    [Executes(Code.Sti)]
    public static DecodedOp* Sti(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.SetInterruptFlag(true) ? cpu.Leave(op) : cpu.LeaveFaulted(op);

    [Executes<ushort>(Code.Pushfw)]
    [Executes<uint>(Code.Pushfd)]
    [Executes<ulong>(Code.Pushfq)]
    public static DecodedOp* Pushf<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var isVirtual = cpu.IsVirtualWithoutPrivilege;
        if (isVirtual && (sizeof(T) != 2 || !cpu.HasVirtualInterruptFlag))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var flags = isVirtual ? cpu.VirtualFlags() : cpu.ReadEflags() & ~(Eflag.Virtual8086 | Eflag.Resume);
        return Access.Push(s, op, cpu, T.CreateTruncating(flags)) ? op + 1 : null;
    }

    [Executes<ushort>(Code.Popfw)]
    [Executes<uint>(Code.Popfd)]
    [Executes<ulong>(Code.Popfq)]
    public static DecodedOp* Popf<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (cpu.IsVirtualWithoutPrivilege)
        {
            return sizeof(T) == 2 && cpu.HasVirtualInterruptFlag
                ? PopVirtualFlags(s, op, cpu)
                : cpu.Fault(op, Vector.GeneralProtection, 0);
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

    private static DecodedOp* PopVirtualFlags(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var pointer = Access.StackPointer(s);
        if (!Access.Read<ushort>(s, op, cpu, SegmentIndex.Ss, pointer, out var flags))
        {
            return null;
        }

        if (!cpu.MayWriteVirtualFlags(flags))
        {
            return cpu.LeaveFaulted(op);
        }

        Access.SetStackPointer(s, pointer + 2);
        cpu.WriteVirtualFlags(flags);
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
