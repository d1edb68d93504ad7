using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>What a move does to the sign.</summary>
internal interface ISignOperation
{
    static abstract ulong Apply(ulong value);
}

// csharpier-ignore-start
internal readonly struct KeepSign : ISignOperation { public static ulong Apply(ulong value) => value; }
internal readonly struct NegateSign : ISignOperation { public static ulong Apply(ulong value) => value ^ (1UL << 63); }
internal readonly struct ClearSign : ISignOperation { public static ulong Apply(ulong value) => value & ~(1UL << 63); }
internal readonly struct SetSign : ISignOperation { public static ulong Apply(ulong value) => value | (1UL << 63); }
// csharpier-ignore-end

/// <summary>Floating-point moves and select (Book I, 4.6.5 and 4.6.9): they look at no value and change no flag.</summary>
internal static unsafe class FloatMoves
{
    private const ulong Sign = 1UL << 63;

    [Pattern<KeepSign>("fmr", "111111 ft ----- fb 0001001000 rc", Facility = Facility.Float)]
    [Pattern<NegateSign>("fneg", "111111 ft ----- fb 0000101000 rc", Facility = Facility.Float)]
    [Pattern<ClearSign>("fabs", "111111 ft ----- fb 0100001000 rc", Facility = Facility.Float)]
    [Pattern<SetSign>("fnabs", "111111 ft ----- fb 0010001000 rc", Facility = Facility.Float)]
    public static DecodedOp* Move<TSign, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSign : struct, ISignOperation
        where TRc : struct, IChoice => Finish<TRc>(s, op, TSign.Apply(Operand.B(s, op)));

    [Pattern("fcpsgn", "111111 ft fa fb 0000001000 rc", Facility = Facility.Float)]
    public static DecodedOp* CopySign<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice => Finish<TRc>(s, op, (Operand.A(s, op) & Sign) | (Operand.B(s, op) & ~Sign));

    [Pattern("fmrgew", "111111 ft fa fb 1111000110 -", Facility = Facility.Vsx, Since = IsaLevel.V207)]
    public static DecodedOp* MergeEven(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Finish<Clear>(s, op, (Operand.A(s, op) & ~0xffffffffUL) | (Operand.B(s, op) >> 32));

    [Pattern("fmrgow", "111111 ft fa fb 1101000110 -", Facility = Facility.Vsx, Since = IsaLevel.V207)]
    public static DecodedOp* MergeOdd(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Finish<Clear>(s, op, (Operand.A(s, op) << 32) | (uint)Operand.B(s, op));

    /// <summary>C when A is not negative (minus zero counts as zero), otherwise, and for a NaN, B.</summary>
    [Pattern("fsel", "111111 ft fa fb fc 10111 rc", Facility = Facility.Float)]
    public static DecodedOp* Select<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        var a = Operand.A(s, op);
        var isNotNegative = a <= 0x7ff0000000000000 || a == Sign;
        return Finish<TRc>(s, op, isNotNegative ? Operand.C(s, op) : Operand.B(s, op));
    }

    private static DecodedOp* Finish<TRc>(PowerCpuState* s, DecodedOp* op, ulong value)
        where TRc : struct, IChoice
    {
        FloatRegister.Set(s, op->T, value);
        FloatStatus.Record<TRc>(s);
        return op + 1;
    }
}
