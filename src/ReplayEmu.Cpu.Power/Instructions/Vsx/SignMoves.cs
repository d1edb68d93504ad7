using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Signs of floating-point lanes (Book I, 7.6.1.1): no value is looked at and no flag changed.</summary>
internal static unsafe class SignMoves
{
    private const ulong Signs32 = 0x8000000080000000;
    private const ulong Sign64 = 1UL << 63;

    [Pattern<ClearSign>("xsabsdp", "111100 xt ----- xb 101011001 bx tx", Facility = Facility.Vsx)]
    [Pattern<SetSign>("xsnabsdp", "111100 xt ----- xb 101101001 bx tx", Facility = Facility.Vsx)]
    [Pattern<NegateSign>("xsnegdp", "111100 xt ----- xb 101111001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Scalar<TSign>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSign : struct, ISignOperation
    {
        Quadword.At(s, op->T) = new UInt128(TSign.Apply(Quadword.Lanes<ulong>(s, op->B)[1]), 0);
        return op + 1;
    }

    [Pattern<ClearSign>("xvabsdp", "111100 xt ----- xb 111011001 bx tx", Facility = Facility.Vsx)]
    [Pattern<SetSign>("xvnabsdp", "111100 xt ----- xb 111101001 bx tx", Facility = Facility.Vsx)]
    [Pattern<NegateSign>("xvnegdp", "111100 xt ----- xb 111111001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Doubles<TSign>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSign : struct, ISignOperation
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var b = Quadword.Lanes<ulong>(s, op->B);
        (t[0], t[1]) = (TSign.Apply(b[0]), TSign.Apply(b[1]));
        return op + 1;
    }

    [Pattern<ClearSign>("xvabssp", "111100 xt ----- xb 110011001 bx tx", Facility = Facility.Vsx)]
    [Pattern<SetSign>("xvnabssp", "111100 xt ----- xb 110101001 bx tx", Facility = Facility.Vsx)]
    [Pattern<NegateSign>("xvnegsp", "111100 xt ----- xb 110111001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Singles<TSign>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSign : struct, ISignOperation
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            t[i] = (uint)(TSign.Apply((ulong)b[i] << 32) >> 32);
        }

        return op + 1;
    }

    [Pattern<ClearSign>("xsabsqp", "111111 vt 00000 vb 1100100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<SetSign>("xsnabsqp", "111111 vt 01000 vb 1100100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<NegateSign>("xsnegqp", "111111 vt 10000 vb 1100100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* Quad<TSign>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TSign : struct, ISignOperation
    {
        var b = Quadword.Lanes<ulong>(s, op->B);
        Quadword.At(s, op->T) = new UInt128(TSign.Apply(b[1]), b[0]);
        return op + 1;
    }

    [Pattern("xscpsgndp", "111100 xt xa xb 10110000 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* CopyScalar(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.Lanes<ulong>(s, op->A)[1];
        var b = Quadword.Lanes<ulong>(s, op->B)[1];
        Quadword.At(s, op->T) = new UInt128((a & Sign64) | (b & ~Sign64), 0);
        return op + 1;
    }

    [Pattern("xvcpsgndp", "111100 xt xa xb 11110000 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* CopyDoubles(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Copy(s, op, new UInt128(Sign64, Sign64));

    [Pattern("xvcpsgnsp", "111100 xt xa xb 11010000 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* CopySingles(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Copy(s, op, new UInt128(Signs32, Signs32));

    [Pattern("xscpsgnqp", "111111 vt va vb 0001100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* CopyQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Copy(s, op, new UInt128(Sign64, 0));

    private static DecodedOp* Copy(PowerCpuState* s, DecodedOp* op, UInt128 signs)
    {
        Quadword.At(s, op->T) = (Quadword.At(s, op->A) & signs) | (Quadword.At(s, op->B) & ~signs);
        return op + 1;
    }
}
