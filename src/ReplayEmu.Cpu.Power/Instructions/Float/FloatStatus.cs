using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>What instructions do with FPSCR at their end.</summary>
internal static unsafe class FloatStatus
{
    /// <summary>Rc = 1: CR field 1 becomes FX, FEX, VX and OX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Record<TRc>(PowerCpuState* s)
        where TRc : struct, IChoice
    {
        if (TRc.IsSet)
        {
            s->Cr[1] = (byte)(s->Fpscr >> 28 & 15);
        }
    }

    /// <summary>The instruction is done: the enabled exception interrupts when MSR lets it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecodedOp* Finish<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        Record<TRc>(s);
        return (s->Fpscr & Fpscr.Fex) == 0 ? op + 1 : Interrupt(s, op, cpu);
    }

    private static DecodedOp* Interrupt(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        (s->Msr & (MsrBits.Fe0 | MsrBits.Fe1)) == 0
            ? op + 1
            : cpu.Fault(op, Vector.Program, ProgramReason.FloatEnabled);

    /// <summary>Notes what a scalar instruction met, and the class of its result.</summary>
    public static void Commit(PowerCpuState* s, in FloatContext c, ulong resultClass)
    {
        var fpscr = s->Fpscr & ~(Fpscr.Fi | Fpscr.Fr);
        if (!c.IsSuppressed)
        {
            fpscr = (fpscr & ~Fpscr.Fprf) | (resultClass << Fpscr.FprfShift);
        }

        s->Fpscr = Fpscr.Raise(fpscr, Effective(c));
    }

    /// <summary>As <see cref="Commit"/>, for what does not tell a class.</summary>
    public static void CommitKeepingClass(PowerCpuState* s, in FloatContext c) =>
        s->Fpscr = Fpscr.Raise(s->Fpscr & ~(Fpscr.Fi | Fpscr.Fr), Effective(c));

    /// <summary>What a comparison met, and its condition code.</summary>
    public static void CommitOrder(PowerCpuState* s, in FloatContext c, byte order) =>
        s->Fpscr = Fpscr.Raise(
            (s->Fpscr & ~Fpscr.Fpcc) | ((ulong)order << Fpscr.FprfShift),
            c.Flags & Fpscr.Exceptions
        );

    /// <summary>What vector instructions met: FI, FR and FPRF stay.</summary>
    public static void CommitVector(PowerCpuState* s, in FloatContext c) =>
        s->Fpscr = Fpscr.Raise(s->Fpscr, c.Flags & Fpscr.Exceptions);

    /// <summary>An invalid operation or division by zero has no inexact result.</summary>
    private static ulong Effective(in FloatContext c) =>
        (c.Flags & (Fpscr.AllInvalid | Fpscr.Zx)) != 0 ? c.Flags & ~(Fpscr.Fi | Fpscr.Fr) : c.Flags;
}
