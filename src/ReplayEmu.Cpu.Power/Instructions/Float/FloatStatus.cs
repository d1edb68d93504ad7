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
}
