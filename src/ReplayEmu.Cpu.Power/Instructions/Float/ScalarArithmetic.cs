using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>Arithmetic of one number in double format, rounded to double or single precision (Book I, 4.6.6, 4.6.7 and 7.6.1).</summary>
internal static unsafe class ScalarArithmetic
{
    private const ushort HighHalf = 8;

    [Pattern<Sum, DoubleBits>("fadd", "111111 ft fa fb ----- 10101 rc", Facility = Facility.Float)]
    [Pattern<Sum, SingleBits>("fadds", "111011 ft fa fb ----- 10101 rc", Facility = Facility.Float)]
    [Pattern<Difference, DoubleBits>("fsub", "111111 ft fa fb ----- 10100 rc", Facility = Facility.Float)]
    [Pattern<Difference, SingleBits>("fsubs", "111011 ft fa fb ----- 10100 rc", Facility = Facility.Float)]
    [Pattern<Product, DoubleBits>(
        "fmul",
        "111111 ft fa ----- fc 11001 rc",
        Facility = Facility.Float,
        Lower = nameof(Factors)
    )]
    [Pattern<Product, SingleBits>(
        "fmuls",
        "111011 ft fa ----- fc 11001 rc",
        Facility = Facility.Float,
        Lower = nameof(Factors)
    )]
    [Pattern<Quotient, DoubleBits>("fdiv", "111111 ft fa fb ----- 10010 rc", Facility = Facility.Float)]
    [Pattern<Quotient, SingleBits>("fdivs", "111011 ft fa fb ----- 10010 rc", Facility = Facility.Float)]
    [Pattern<Root, DoubleBits>("fsqrt", "111111 ft ----- fb ----- 10110 rc", Facility = Facility.Float)]
    [Pattern<Root, SingleBits>("fsqrts", "111011 ft ----- fb ----- 10110 rc", Facility = Facility.Float)]
    [Pattern<Reciprocal, DoubleBits>("fre", "111111 ft ----- fb ----- 11000 rc", Facility = Facility.Float)]
    [Pattern<Reciprocal, SingleBits>("fres", "111011 ft ----- fb ----- 11000 rc", Facility = Facility.Float)]
    [Pattern<ReciprocalRoot, DoubleBits>("frsqrte", "111111 ft ----- fb ----- 11010 rc", Facility = Facility.Float)]
    [Pattern<ReciprocalRoot, SingleBits>("frsqrtes", "111011 ft ----- fb ----- 11010 rc", Facility = Facility.Float)]
    [Pattern<Fused, DoubleBits>("fmadd", "111111 ft fa fb fc 11101 rc", Facility = Facility.Float)]
    [Pattern<Fused, SingleBits>("fmadds", "111011 ft fa fb fc 11101 rc", Facility = Facility.Float)]
    [Pattern<FusedSubtract, DoubleBits>("fmsub", "111111 ft fa fb fc 11100 rc", Facility = Facility.Float)]
    [Pattern<FusedSubtract, SingleBits>("fmsubs", "111011 ft fa fb fc 11100 rc", Facility = Facility.Float)]
    [Pattern<NegatedFused, DoubleBits>("fnmadd", "111111 ft fa fb fc 11111 rc", Facility = Facility.Float)]
    [Pattern<NegatedFused, SingleBits>("fnmadds", "111011 ft fa fb fc 11111 rc", Facility = Facility.Float)]
    [Pattern<NegatedFusedSubtract, DoubleBits>("fnmsub", "111111 ft fa fb fc 11110 rc", Facility = Facility.Float)]
    [Pattern<NegatedFusedSubtract, SingleBits>("fnmsubs", "111011 ft fa fb fc 11110 rc", Facility = Facility.Float)]
    [Pattern<Rounded, SingleBits>("frsp", "111111 ft ----- fb 0000001100 rc", Facility = Facility.Float)]
    [Pattern<ToNearestAway, DoubleBits>("frin", "111111 ft ----- fb 0110001000 rc", Facility = Facility.Float)]
    [Pattern<Truncated, DoubleBits>("friz", "111111 ft ----- fb 0110101000 rc", Facility = Facility.Float)]
    [Pattern<Ceiling, DoubleBits>("frip", "111111 ft ----- fb 0111001000 rc", Facility = Facility.Float)]
    [Pattern<Floor, DoubleBits>("frim", "111111 ft ----- fb 0111101000 rc", Facility = Facility.Float)]
    [Pattern<Sum, SingleBits, Clear>(
        "xsaddsp",
        "111100 xt xa xb 00000000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Difference, SingleBits, Clear>(
        "xssubsp",
        "111100 xt xa xb 00001000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Product, SingleBits, Clear>(
        "xsmulsp",
        "111100 xt xa xb 00010000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Quotient, SingleBits, Clear>(
        "xsdivsp",
        "111100 xt xa xb 00011000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Sum, DoubleBits, Clear>(
        "xsadddp",
        "111100 xt xa xb 00100000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Difference, DoubleBits, Clear>(
        "xssubdp",
        "111100 xt xa xb 00101000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Product, DoubleBits, Clear>(
        "xsmuldp",
        "111100 xt xa xb 00110000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Quotient, DoubleBits, Clear>(
        "xsdivdp",
        "111100 xt xa xb 00111000 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Root, SingleBits, Clear>(
        "xssqrtsp",
        "111100 xt ----- xb 000001011 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Root, DoubleBits, Clear>(
        "xssqrtdp",
        "111100 xt ----- xb 001001011 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Reciprocal, SingleBits, Clear>(
        "xsresp",
        "111100 xt ----- xb 000011010 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<Reciprocal, DoubleBits, Clear>(
        "xsredp",
        "111100 xt ----- xb 001011010 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<ReciprocalRoot, SingleBits, Clear>(
        "xsrsqrtesp",
        "111100 xt ----- xb 000001010 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<ReciprocalRoot, DoubleBits, Clear>(
        "xsrsqrtedp",
        "111100 xt ----- xb 001001010 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Rounded, SingleBits, Clear>(
        "xsrsp",
        "111100 xt ----- xb 100011001 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<ToNearestAway, DoubleBits, Clear>(
        "xsrdpi",
        "111100 xt ----- xb 001001001 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<ToInteger, DoubleBits, Clear>(
        "xsrdpic",
        "111100 xt ----- xb 001101011 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Floor, DoubleBits, Clear>(
        "xsrdpim",
        "111100 xt ----- xb 001111001 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Ceiling, DoubleBits, Clear>(
        "xsrdpip",
        "111100 xt ----- xb 001101001 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Truncated, DoubleBits, Clear>(
        "xsrdpiz",
        "111100 xt ----- xb 001011001 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Fused, SingleBits, Clear>(
        "xsmaddasp",
        "111100 xt xa xb 00000001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<Fused, SingleBits, Clear>(
        "xsmaddmsp",
        "111100 xt xa xb 00001001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<FusedSubtract, SingleBits, Clear>(
        "xsmsubasp",
        "111100 xt xa xb 00010001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<FusedSubtract, SingleBits, Clear>(
        "xsmsubmsp",
        "111100 xt xa xb 00011001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<NegatedFused, SingleBits, Clear>(
        "xsnmaddasp",
        "111100 xt xa xb 10000001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<NegatedFused, SingleBits, Clear>(
        "xsnmaddmsp",
        "111100 xt xa xb 10001001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<NegatedFusedSubtract, SingleBits, Clear>(
        "xsnmsubasp",
        "111100 xt xa xb 10010001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<NegatedFusedSubtract, SingleBits, Clear>(
        "xsnmsubmsp",
        "111100 xt xa xb 10011001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget),
        Since = IsaLevel.V207
    )]
    [Pattern<Fused, DoubleBits, Clear>(
        "xsmaddadp",
        "111100 xt xa xb 00100001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<Fused, DoubleBits, Clear>(
        "xsmaddmdp",
        "111100 xt xa xb 00101001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<FusedSubtract, DoubleBits, Clear>(
        "xsmsubadp",
        "111100 xt xa xb 00110001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<FusedSubtract, DoubleBits, Clear>(
        "xsmsubmdp",
        "111100 xt xa xb 00111001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFused, DoubleBits, Clear>(
        "xsnmaddadp",
        "111100 xt xa xb 10100001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFused, DoubleBits, Clear>(
        "xsnmaddmdp",
        "111100 xt xa xb 10101001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    [Pattern<NegatedFusedSubtract, DoubleBits, Clear>(
        "xsnmsubadp",
        "111100 xt xa xb 10110001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(AddendInTarget)
    )]
    [Pattern<NegatedFusedSubtract, DoubleBits, Clear>(
        "xsnmsubmdp",
        "111100 xt xa xb 10111001 ax bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(FactorInTarget)
    )]
    public static DecodedOp* Compute<TOperation, TResult, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOperation : struct, IArithmetic
        where TResult : struct, IBinaryFormat
        where TRc : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var result = TOperation.Apply(
            ref c,
            TResult.Format,
            DoubleBits.Unpack(Operand.A(s, op)),
            DoubleBits.Unpack(Operand.B(s, op)),
            DoubleBits.Unpack(Operand.C(s, op))
        );
        if (result.IsNaN)
        {
            // Of single precision is the fraction too.
            result.Significand &= UInt128.MaxValue << (129 - TResult.Format.Precision);
        }

        if (!c.IsSuppressed)
        {
            FloatRegister.Set(s, op->T, (ulong)DoubleBits.Pack(result));
        }

        FloatStatus.Commit(s, c, Classes.Of(result, FloatFormat.Double));
        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    /// <summary>FRA * FRC.</summary>
    public static void Factors(DecodedOp* op) => op->B = op->C;

    /// <summary>Doubleword 0 of vector-scalar registers.</summary>
    public static void Halves(DecodedOp* op)
    {
        op->T += HighHalf;
        op->A += HighHalf;
        op->B += HighHalf;
    }

    /// <summary>XT = XA * XB + XT.</summary>
    public static void AddendInTarget(DecodedOp* op)
    {
        Halves(op);
        (op->C, op->B) = (op->B, op->T);
    }

    /// <summary>XT = XA * XT + XB.</summary>
    public static void FactorInTarget(DecodedOp* op)
    {
        Halves(op);
        op->C = op->T;
    }
}
