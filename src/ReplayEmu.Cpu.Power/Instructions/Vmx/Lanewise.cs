using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Each lane of the result from the lanes at the same place (Book I, 6.9): modulo arithmetic, shifts, logic.</summary>
internal static unsafe class Lanewise
{
    [Pattern<byte, LaneAdd>("vaddubm", "000100 vt va vb 00000000000", Facility = Facility.Vector)]
    [Pattern<ushort, LaneAdd>("vadduhm", "000100 vt va vb 00001000000", Facility = Facility.Vector)]
    [Pattern<uint, LaneAdd>("vadduwm", "000100 vt va vb 00010000000", Facility = Facility.Vector)]
    [Pattern<ulong, LaneAdd>(
        "vaddudm",
        "000100 vt va vb 00011000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<UInt128, LaneAdd>(
        "vadduqm",
        "000100 vt va vb 00100000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<UInt128, LaneCarry>(
        "vaddcuq",
        "000100 vt va vb 00101000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<uint, LaneCarry>("vaddcuw", "000100 vt va vb 00110000000", Facility = Facility.Vector)]
    [Pattern<byte, LaneSubtract>("vsububm", "000100 vt va vb 10000000000", Facility = Facility.Vector)]
    [Pattern<ushort, LaneSubtract>("vsubuhm", "000100 vt va vb 10001000000", Facility = Facility.Vector)]
    [Pattern<uint, LaneSubtract>("vsubuwm", "000100 vt va vb 10010000000", Facility = Facility.Vector)]
    [Pattern<ulong, LaneSubtract>(
        "vsubudm",
        "000100 vt va vb 10011000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<UInt128, LaneSubtract>(
        "vsubuqm",
        "000100 vt va vb 10100000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<UInt128, LaneNoBorrow>(
        "vsubcuq",
        "000100 vt va vb 10101000000",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<uint, LaneNoBorrow>("vsubcuw", "000100 vt va vb 10110000000", Facility = Facility.Vector)]
    [Pattern<uint, LaneMultiply>(
        "vmuluwm",
        "000100 vt va vb 00010001001",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneMax>("vmaxub", "000100 vt va vb 00000000010", Facility = Facility.Vector)]
    [Pattern<ushort, LaneMax>("vmaxuh", "000100 vt va vb 00001000010", Facility = Facility.Vector)]
    [Pattern<uint, LaneMax>("vmaxuw", "000100 vt va vb 00010000010", Facility = Facility.Vector)]
    [Pattern<ulong, LaneMax>(
        "vmaxud",
        "000100 vt va vb 00011000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<sbyte, LaneMax>("vmaxsb", "000100 vt va vb 00100000010", Facility = Facility.Vector)]
    [Pattern<short, LaneMax>("vmaxsh", "000100 vt va vb 00101000010", Facility = Facility.Vector)]
    [Pattern<int, LaneMax>("vmaxsw", "000100 vt va vb 00110000010", Facility = Facility.Vector)]
    [Pattern<long, LaneMax>("vmaxsd", "000100 vt va vb 00111000010", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<byte, LaneMin>("vminub", "000100 vt va vb 01000000010", Facility = Facility.Vector)]
    [Pattern<ushort, LaneMin>("vminuh", "000100 vt va vb 01001000010", Facility = Facility.Vector)]
    [Pattern<uint, LaneMin>("vminuw", "000100 vt va vb 01010000010", Facility = Facility.Vector)]
    [Pattern<ulong, LaneMin>(
        "vminud",
        "000100 vt va vb 01011000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<sbyte, LaneMin>("vminsb", "000100 vt va vb 01100000010", Facility = Facility.Vector)]
    [Pattern<short, LaneMin>("vminsh", "000100 vt va vb 01101000010", Facility = Facility.Vector)]
    [Pattern<int, LaneMin>("vminsw", "000100 vt va vb 01110000010", Facility = Facility.Vector)]
    [Pattern<long, LaneMin>("vminsd", "000100 vt va vb 01111000010", Facility = Facility.Vector, Since = IsaLevel.V207)]
    [Pattern<byte, LaneAverage>("vavgub", "000100 vt va vb 10000000010", Facility = Facility.Vector)]
    [Pattern<ushort, LaneAverage>("vavguh", "000100 vt va vb 10001000010", Facility = Facility.Vector)]
    [Pattern<uint, LaneAverage>("vavguw", "000100 vt va vb 10010000010", Facility = Facility.Vector)]
    [Pattern<sbyte, LaneAverage>("vavgsb", "000100 vt va vb 10100000010", Facility = Facility.Vector)]
    [Pattern<short, LaneAverage>("vavgsh", "000100 vt va vb 10101000010", Facility = Facility.Vector)]
    [Pattern<int, LaneAverage>("vavgsw", "000100 vt va vb 10110000010", Facility = Facility.Vector)]
    [Pattern<byte, LaneDistance>(
        "vabsdub",
        "000100 vt va vb 10000000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ushort, LaneDistance>(
        "vabsduh",
        "000100 vt va vb 10001000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint, LaneDistance>(
        "vabsduw",
        "000100 vt va vb 10010000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<byte, LaneRotate>("vrlb", "000100 vt va vb 00000000100", Facility = Facility.Vector)]
    [Pattern<ushort, LaneRotate>("vrlh", "000100 vt va vb 00001000100", Facility = Facility.Vector)]
    [Pattern<uint, LaneRotate>("vrlw", "000100 vt va vb 00010000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneRotate>(
        "vrld",
        "000100 vt va vb 00011000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneShiftLeft>("vslb", "000100 vt va vb 00100000100", Facility = Facility.Vector)]
    [Pattern<ushort, LaneShiftLeft>("vslh", "000100 vt va vb 00101000100", Facility = Facility.Vector)]
    [Pattern<uint, LaneShiftLeft>("vslw", "000100 vt va vb 00110000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneShiftLeft>(
        "vsld",
        "000100 vt va vb 10111000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneShiftRight>("vsrb", "000100 vt va vb 01000000100", Facility = Facility.Vector)]
    [Pattern<ushort, LaneShiftRight>("vsrh", "000100 vt va vb 01001000100", Facility = Facility.Vector)]
    [Pattern<uint, LaneShiftRight>("vsrw", "000100 vt va vb 01010000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneShiftRight>(
        "vsrd",
        "000100 vt va vb 11011000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<sbyte, LaneShiftRight>("vsrab", "000100 vt va vb 01100000100", Facility = Facility.Vector)]
    [Pattern<short, LaneShiftRight>("vsrah", "000100 vt va vb 01101000100", Facility = Facility.Vector)]
    [Pattern<int, LaneShiftRight>("vsraw", "000100 vt va vb 01110000100", Facility = Facility.Vector)]
    [Pattern<long, LaneShiftRight>(
        "vsrad",
        "000100 vt va vb 01111000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneAnd>("vand", "000100 vt va vb 10000000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneAndComplement>("vandc", "000100 vt va vb 10001000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneOr>("vor", "000100 vt va vb 10010000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneXor>("vxor", "000100 vt va vb 10011000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneNor>("vnor", "000100 vt va vb 10100000100", Facility = Facility.Vector)]
    [Pattern<ulong, LaneOrComplement>(
        "vorc",
        "000100 vt va vb 10101000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneNand>(
        "vnand",
        "000100 vt va vb 10110000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneEquivalent>(
        "veqv",
        "000100 vt va vb 11010000100",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneAnd>("xxland", "111100 xt xa xb 10000010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<ulong, LaneAndComplement>("xxlandc", "111100 xt xa xb 10001010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<ulong, LaneOr>("xxlor", "111100 xt xa xb 10010010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<ulong, LaneXor>("xxlxor", "111100 xt xa xb 10011010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<ulong, LaneNor>("xxlnor", "111100 xt xa xb 10100010 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<ulong, LaneOrComplement>(
        "xxlorc",
        "111100 xt xa xb 10101010 ax bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneNand>(
        "xxlnand",
        "111100 xt xa xb 10110010 ax bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneEquivalent>(
        "xxleqv",
        "111100 xt xa xb 10111010 ax bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V207
    )]
    public static DecodedOp* Combine<TLane, TOperation>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>, IMinMaxValue<TLane>
        where TOperation : struct, ILaneOperation
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            t[i] = TOperation.Apply(a[i], b[i]);
        }

        return op + 1;
    }

    [Pattern<byte, LaneLeadingZeros>(
        "vclzb",
        "000100 vt ----- vb 11100000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ushort, LaneLeadingZeros>(
        "vclzh",
        "000100 vt ----- vb 11101000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<uint, LaneLeadingZeros>(
        "vclzw",
        "000100 vt ----- vb 11110000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LaneLeadingZeros>(
        "vclzd",
        "000100 vt ----- vb 11111000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LanePopulation>(
        "vpopcntb",
        "000100 vt ----- vb 11100000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ushort, LanePopulation>(
        "vpopcnth",
        "000100 vt ----- vb 11101000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<uint, LanePopulation>(
        "vpopcntw",
        "000100 vt ----- vb 11110000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<ulong, LanePopulation>(
        "vpopcntd",
        "000100 vt ----- vb 11111000011",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneTrailingZeros>(
        "vctzb",
        "000100 vt 11100 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ushort, LaneTrailingZeros>(
        "vctzh",
        "000100 vt 11101 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint, LaneTrailingZeros>(
        "vctzw",
        "000100 vt 11110 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ulong, LaneTrailingZeros>(
        "vctzd",
        "000100 vt 11111 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint, LaneNegate>(
        "vnegw",
        "000100 vt 00110 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ulong, LaneNegate>(
        "vnegd",
        "000100 vt 00111 vb 11000000010",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Map<TLane, TFunction>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>, IMinMaxValue<TLane>
        where TFunction : struct, ILaneFunction
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        var b = Quadword.Lanes<TLane>(s, op->B);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            t[i] = TFunction.Apply(b[i]);
        }

        return op + 1;
    }

    [Pattern<byte, LaneEqual>("vcmpequb", "000100 vt va vb rc 0000000110", Facility = Facility.Vector)]
    [Pattern<ushort, LaneEqual>("vcmpequh", "000100 vt va vb rc 0001000110", Facility = Facility.Vector)]
    [Pattern<uint, LaneEqual>("vcmpequw", "000100 vt va vb rc 0010000110", Facility = Facility.Vector)]
    [Pattern<ulong, LaneEqual>(
        "vcmpequd",
        "000100 vt va vb rc 0011000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneGreater>("vcmpgtub", "000100 vt va vb rc 1000000110", Facility = Facility.Vector)]
    [Pattern<ushort, LaneGreater>("vcmpgtuh", "000100 vt va vb rc 1001000110", Facility = Facility.Vector)]
    [Pattern<uint, LaneGreater>("vcmpgtuw", "000100 vt va vb rc 1010000110", Facility = Facility.Vector)]
    [Pattern<ulong, LaneGreater>(
        "vcmpgtud",
        "000100 vt va vb rc 1011000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<sbyte, LaneGreater>("vcmpgtsb", "000100 vt va vb rc 1100000110", Facility = Facility.Vector)]
    [Pattern<short, LaneGreater>("vcmpgtsh", "000100 vt va vb rc 1101000110", Facility = Facility.Vector)]
    [Pattern<int, LaneGreater>("vcmpgtsw", "000100 vt va vb rc 1110000110", Facility = Facility.Vector)]
    [Pattern<long, LaneGreater>(
        "vcmpgtsd",
        "000100 vt va vb rc 1111000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V207
    )]
    [Pattern<byte, LaneNotEqual>(
        "vcmpneb",
        "000100 vt va vb rc 0000000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ushort, LaneNotEqual>(
        "vcmpneh",
        "000100 vt va vb rc 0001000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint, LaneNotEqual>(
        "vcmpnew",
        "000100 vt va vb rc 0010000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<byte, LaneNotEqualOrZero>(
        "vcmpnezb",
        "000100 vt va vb rc 0100000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<ushort, LaneNotEqualOrZero>(
        "vcmpnezh",
        "000100 vt va vb rc 0101000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    [Pattern<uint, LaneNotEqualOrZero>(
        "vcmpnezw",
        "000100 vt va vb rc 0110000111",
        Facility = Facility.Vector,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Compare<TLane, TComparison, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>, IMinMaxValue<TLane>
        where TComparison : struct, ILaneComparison
        where TRc : struct, IChoice
    {
        var t = Quadword.Lanes<TLane>(s, op->T);
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        var (all, any) = (true, false);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var holds = TComparison.Apply(a[i], b[i]);
            t[i] = holds ? T(-1) : TLane.Zero;
            all &= holds;
            any |= holds;
        }

        RecordLanes<TRc>(s, all, any);
        return op + 1;

        static TLane T(int value) => TLane.CreateTruncating(value);
    }

    /// <summary>CR field 6: all lanes, no lane.</summary>
    public static void RecordLanes<TRc>(PowerCpuState* s, bool all, bool any)
        where TRc : struct, IChoice
    {
        if (TRc.IsSet)
        {
            s->Cr[6] = (byte)((all ? 8 : 0) | (any ? 0 : 2));
        }
    }
}
