using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CPUID RDTSC RDTSCP RDPMC RDMSR WRMSR.</summary>
internal static unsafe class SystemIdentification
{
    [Executes(Code.Cpuid)]
    public static DecodedOp* Cpuid(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var leafNumber = Registers.Get32(s, Registers.Ax);
        var leaf = cpu.Model.Query(leafNumber, Registers.Get32(s, Registers.Cx));
        Registers.Set32(s, Registers.Ax, leaf.Eax);
        Registers.Set32(s, Registers.Bx, leaf.Ebx);
        // OSXSAVE repeats what the system has enabled.
        var enabled = leafNumber == 1 && (s->Cr4 & Cr4Bits.ExtendedStateEnable) != 0 ? CpuidLeaf.OsXsave : 0;
        Registers.Set32(s, Registers.Cx, leaf.Ecx | enabled);
        // A local APIC that is disabled globally is hidden.
        var hidden = leafNumber is 1 or 0x80000001 && (s->ApicBase & 0x800) == 0 ? 1u << 9 : 0;
        Registers.Set32(s, Registers.Dx, leaf.Edx & ~hidden);
        return op + 1;
    }

    [Executes(Code.Rdtsc)]
    public static DecodedOp* Rdtsc(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0 && (s->Cr4 & Cr4Bits.TimeStampDisable) != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        SetPair(s, cpu.ReadTsc(op));
        return op + 1;
    }

    /// <summary>As RDTSC, and what the operating system put into TSC_AUX.</summary>
    [Executes(Code.Rdtscp)]
    public static DecodedOp* Rdtscp(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var next = Rdtsc(s, op, cpu);
        if (next != null)
        {
            Registers.Set32(s, Registers.Cx, (uint)s->TscAux);
        }

        return next;
    }

    /// <summary>No model has performance counters, and every number of one is out of range.</summary>
    [Executes(Code.Rdpmc)]
    public static DecodedOp* Rdpmc(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.Fault(op, Vector.GeneralProtection, 0);

    [Executes(Code.Rdmsr)]
    public static DecodedOp* Rdmsr(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0 || !cpu.ReadMsr(op, Registers.Get32(s, Registers.Cx), out var value))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        SetPair(s, value);
        return op + 1;
    }

    [Executes(Code.Wrmsr)]
    public static DecodedOp* Wrmsr(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var value = ((ulong)Registers.Get32(s, Registers.Dx) << 32) | Registers.Get32(s, Registers.Ax);
        if (s->Cpl != 0 || !cpu.WriteMsr(op, Registers.Get32(s, Registers.Cx), value))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        return cpu.Leave(op);
    }

    private static void SetPair(X86State* s, ulong value)
    {
        Registers.Set32(s, Registers.Ax, (uint)value);
        Registers.Set32(s, Registers.Dx, (uint)(value >> 32));
    }
}
