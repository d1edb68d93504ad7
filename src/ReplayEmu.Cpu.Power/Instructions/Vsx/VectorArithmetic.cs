using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Arithmetic of two doubles or four singles (Book I, 7.6.1). When an enabled exception occurs in a lane no lane is written.</summary>
internal static unsafe class VectorArithmetic
{
    [Pattern<Sum, SingleBits, uint>("xvaddsp", "111100 xt xa xb 01000000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Difference, SingleBits, uint>("xvsubsp", "111100 xt xa xb 01001000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Product, SingleBits, uint>("xvmulsp", "111100 xt xa xb 01010000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Quotient, SingleBits, uint>("xvdivsp", "111100 xt xa xb 01011000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Sum, DoubleBits, ulong>("xvadddp", "111100 xt xa xb 01100000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Difference, DoubleBits, ulong>("xvsubdp", "111100 xt xa xb 01101000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Product, DoubleBits, ulong>("xvmuldp", "111100 xt xa xb 01110000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Quotient, DoubleBits, ulong>("xvdivdp", "111100 xt xa xb 01111000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Fused, SingleBits, uint>(
        "xvmaddasp",
        "111100 xt xa xb 01000001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<Fused, SingleBits, uint>(
        "xvmaddmsp",
        "111100 xt xa xb 01001001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<FusedSubtract, SingleBits, uint>(
        "xvmsubasp",
        "111100 xt xa xb 01010001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<FusedSubtract, SingleBits, uint>(
        "xvmsubmsp",
        "111100 xt xa xb 01011001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFused, SingleBits, uint>(
        "xvnmaddasp",
        "111100 xt xa xb 11000001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFused, SingleBits, uint>(
        "xvnmaddmsp",
        "111100 xt xa xb 11001001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFusedSubtract, SingleBits, uint>(
        "xvnmsubasp",
        "111100 xt xa xb 11010001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFusedSubtract, SingleBits, uint>(
        "xvnmsubmsp",
        "111100 xt xa xb 11011001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<Fused, DoubleBits, ulong>(
        "xvmaddadp",
        "111100 xt xa xb 01100001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<Fused, DoubleBits, ulong>(
        "xvmaddmdp",
        "111100 xt xa xb 01101001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<FusedSubtract, DoubleBits, ulong>(
        "xvmsubadp",
        "111100 xt xa xb 01110001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<FusedSubtract, DoubleBits, ulong>(
        "xvmsubmdp",
        "111100 xt xa xb 01111001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFused, DoubleBits, ulong>(
        "xvnmaddadp",
        "111100 xt xa xb 11100001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFused, DoubleBits, ulong>(
        "xvnmaddmdp",
        "111100 xt xa xb 11101001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFusedSubtract, DoubleBits, ulong>(
        "xvnmsubadp",
        "111100 xt xa xb 11110001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFusedSubtract, DoubleBits, ulong>(
        "xvnmsubmdp",
        "111100 xt xa xb 11111001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<Root, SingleBits, uint>("xvsqrtsp", "111100 xt ----- xb 010001011 bx tx", Facility = Facility.Vsx)]
    [Pattern<Root, DoubleBits, ulong>("xvsqrtdp", "111100 xt ----- xb 011001011 bx tx", Facility = Facility.Vsx)]
    [Pattern<Reciprocal, SingleBits, uint>("xvresp", "111100 xt ----- xb 010011010 bx tx", Facility = Facility.Vsx)]
    [Pattern<Reciprocal, DoubleBits, ulong>("xvredp", "111100 xt ----- xb 011011010 bx tx", Facility = Facility.Vsx)]
    [Pattern<LaneReciprocalRoot, SingleBits, uint>(
        "xvrsqrtesp",
        "111100 xt ----- xb 010001010 bx tx",
        Facility = Facility.Vsx
    )]
    [Pattern<LaneReciprocalRoot, DoubleBits, ulong>(
        "xvrsqrtedp",
        "111100 xt ----- xb 011001010 bx tx",
        Facility = Facility.Vsx
    )]
    [Pattern<ToNearestAway, SingleBits, uint>("xvrspi", "111100 xt ----- xb 010001001 bx tx", Facility = Facility.Vsx)]
    [Pattern<ToNearestAway, DoubleBits, ulong>("xvrdpi", "111100 xt ----- xb 011001001 bx tx", Facility = Facility.Vsx)]
    [Pattern<ToInteger, SingleBits, uint>("xvrspic", "111100 xt ----- xb 010101011 bx tx", Facility = Facility.Vsx)]
    [Pattern<ToInteger, DoubleBits, ulong>("xvrdpic", "111100 xt ----- xb 011101011 bx tx", Facility = Facility.Vsx)]
    [Pattern<Floor, SingleBits, uint>("xvrspim", "111100 xt ----- xb 010111001 bx tx", Facility = Facility.Vsx)]
    [Pattern<Floor, DoubleBits, ulong>("xvrdpim", "111100 xt ----- xb 011111001 bx tx", Facility = Facility.Vsx)]
    [Pattern<Ceiling, SingleBits, uint>("xvrspip", "111100 xt ----- xb 010101001 bx tx", Facility = Facility.Vsx)]
    [Pattern<Ceiling, DoubleBits, ulong>("xvrdpip", "111100 xt ----- xb 011101001 bx tx", Facility = Facility.Vsx)]
    [Pattern<Truncated, SingleBits, uint>("xvrspiz", "111100 xt ----- xb 010011001 bx tx", Facility = Facility.Vsx)]
    [Pattern<Truncated, DoubleBits, ulong>("xvrdpiz", "111100 xt ----- xb 011011001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Compute<TOperation, TFormat, TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOperation : struct, IArithmetic
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var value = TOperation.Apply(
                ref c,
                TFormat.Format,
                Lane<TFormat, TLane>(s, op->A, i),
                Lane<TFormat, TLane>(s, op->B, i),
                Lane<TFormat, TLane>(s, op->C, i)
            );
            ((TLane*)&result)[i] = TLane.CreateTruncating(TFormat.Pack(value));
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    private static Real Lane<TFormat, TLane>(PowerCpuState* s, ushort offset, int index)
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, IBinaryInteger<TLane> =>
        TFormat.Unpack(UInt128.CreateTruncating(Quadword.Lanes<TLane>(s, offset)[index]));

    /// <summary>XT = XA * XB + XT.</summary>
    public static void AddendInTarget(DecodedOp* op) => (op->C, op->B) = (op->B, op->T);

    /// <summary>XT = XA * XT + XB.</summary>
    public static void FactorInTarget(DecodedOp* op) => op->C = op->T;
}

/// <summary>The end of vector instructions.</summary>
internal static unsafe class VectorResult
{
    public static DecodedOp* Finish(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, in FloatContext c, UInt128 result)
    {
        FloatStatus.CommitVector(s, c);
        if (!IsTrapped(c))
        {
            Quadword.At(s, op->T) = result;
        }

        return FloatStatus.Finish<Clear>(s, op, cpu);
    }

    /// <summary>Some exception that occurred is enabled.</summary>
    public static bool IsTrapped(in FloatContext c)
    {
        var flags = c.Flags | ((c.Flags & Fpscr.AllInvalid) != 0 ? Fpscr.Vx : 0);
        return (flags >> 22 & c.Enables & (Fpscr.Ve | Fpscr.Oe | Fpscr.Ue | Fpscr.Ze | Fpscr.Xe)) != 0;
    }
}
