using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Registers of an instruction, and what several families do with results.</summary>
internal static unsafe class Operand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong T(PowerCpuState* s, DecodedOp* op) => ref PowerCpuState.At(s, op->T);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong A(PowerCpuState* s, DecodedOp* op) => ref PowerCpuState.At(s, op->A);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong B(PowerCpuState* s, DecodedOp* op) => ref PowerCpuState.At(s, op->B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong C(PowerCpuState* s, DecodedOp* op) => ref PowerCpuState.At(s, op->C);

    /// <summary>Rc = 1: CR field 0 from a result compared with 0, and a copy of XER.SO.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Record<TRc, TMode>(PowerCpuState* s, ulong result)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        if (TRc.IsSet)
        {
            s->Cr[0] = Order(TMode.IsWide ? (long)result : (int)result, 0L, s->XerSo);
        }
    }

    /// <summary>A CR field from a comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Order<TValue>(TValue left, TValue right, byte overflow)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue> =>
        (byte)(
            overflow
            | (
                left < right ? 8
                : left > right ? 4
                : 2
            )
        );

    /// <summary>OE = 1: overflow of the width of the mode and of 32 bits.</summary>
    public static void Overflow(PowerCpuState* s, bool overflow, bool overflow32)
    {
        s->XerOv = overflow ? (byte)1 : (byte)0;
        s->XerOv32 = overflow32 ? (byte)1 : (byte)0;
        s->XerSo |= s->XerOv;
    }

    /// <summary>Carry of the width of the mode and of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(PowerCpuState* s, bool carry, bool carry32)
    {
        s->XerCa = carry ? (byte)1 : (byte)0;
        s->XerCa32 = carry32 ? (byte)1 : (byte)0;
    }
}
