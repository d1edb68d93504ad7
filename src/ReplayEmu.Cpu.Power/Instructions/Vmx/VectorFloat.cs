using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>
/// Four singles in a vector register (Book I, 6.10): rounded to nearest, FPSCR is not involved, VSCR.NJ makes denormals zeros.
/// </summary>
internal static unsafe class VectorFloat
{
    /// <summary>VSCR.NJ.</summary>
    private const uint NonJava = 1u << 16;

    [Pattern<Sum>("vaddfp", "000100 vt va vb 00000001010", Facility = Facility.Vector)]
    [Pattern<Difference>("vsubfp", "000100 vt va vb 00001001010", Facility = Facility.Vector)]
    [Pattern<Fused>("vmaddfp", "000100 vt va vb vc 101110", Facility = Facility.Vector)]
    [Pattern<NegatedFusedSubtract>("vnmsubfp", "000100 vt va vb vc 101111", Facility = Facility.Vector)]
    [Pattern<Reciprocal>("vrefp", "000100 vt ----- vb 00100001010", Facility = Facility.Vector)]
    [Pattern<LaneReciprocalRoot>("vrsqrtefp", "000100 vt ----- vb 00101001010", Facility = Facility.Vector)]
    [Pattern<PowerOfTwo>("vexptefp", "000100 vt ----- vb 00110001010", Facility = Facility.Vector)]
    [Pattern<LogarithmOfTwo>("vlogefp", "000100 vt ----- vb 00111001010", Facility = Facility.Vector)]
    [Pattern<NearestInteger>("vrfin", "000100 vt ----- vb 01000001010", Facility = Facility.Vector)]
    [Pattern<Truncated>("vrfiz", "000100 vt ----- vb 01001001010", Facility = Facility.Vector)]
    [Pattern<Ceiling>("vrfip", "000100 vt ----- vb 01010001010", Facility = Facility.Vector)]
    [Pattern<Floor>("vrfim", "000100 vt ----- vb 01011001010", Facility = Facility.Vector)]
    [Pattern<Greatest>("vmaxfp", "000100 vt va vb 10000001010", Facility = Facility.Vector)]
    [Pattern<Least>("vminfp", "000100 vt va vb 10001001010", Facility = Facility.Vector)]
    public static DecodedOp* Compute<TOperation>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOperation : struct, IArithmetic
    {
        var c = new FloatContext { Flushes = (s->Vscr & NonJava) != 0 };
        UInt128 result = 0;
        for (var i = 0; i < 4; i++)
        {
            var made = TOperation.Apply(
                ref c,
                FloatFormat.Single,
                Source(s, op->A, i),
                Source(s, op->B, i),
                Source(s, op->C, i)
            );
            ((uint*)&result)[i] = (uint)SingleBits.Pack(made);
        }

        Quadword.At(s, op->T) = result;
        return op + 1;
    }

    [Pattern<Int32Format>("vcfsx", "000100 vt uim:5 vb 01101001010", Facility = Facility.Vector)]
    [Pattern<UInt32Format>("vcfux", "000100 vt uim:5 vb 01100001010", Facility = Facility.Vector)]
    public static DecodedOp* FromWords<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            var c = default(FloatContext);
            var made = Integers.ToReal<TInteger>(ref c, FloatFormat.Single, b[i]);
            made.Exponent -= (int)op->Imm;
            t[i] = (uint)SingleBits.Pack(made);
        }

        return op + 1;
    }

    /// <summary>Towards zero; a NaN is zero, and what does not fit saturates.</summary>
    [Pattern<Int32Format>("vctsxs", "000100 vt uim:5 vb 01111001010", Facility = Facility.Vector)]
    [Pattern<UInt32Format>("vctuxs", "000100 vt uim:5 vb 01110001010", Facility = Facility.Vector)]
    public static DecodedOp* ToWords<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var saturated = false;
        for (var i = 0; i < 4; i++)
        {
            var c = default(FloatContext);
            var value = Source(s, op->B, i);
            if (value.IsNaN)
            {
                t[i] = 0;
                continue;
            }

            value.Exponent += (int)op->Imm;
            t[i] = (uint)Conversions.ToInteger(ref c, FloatRounding.Zero, value, 32, TInteger.IsSigned);
            saturated |= (c.Flags & Fpscr.VxCvi) != 0;
        }

        return Saturating.Finish(s, op, saturated);
    }

    [Pattern<Vsx.IsEqual>("vcmpeqfp", "000100 vt va vb rc 0011000110", Facility = Facility.Vector)]
    [Pattern<Vsx.IsGreaterOrEqual>("vcmpgefp", "000100 vt va vb rc 0111000110", Facility = Facility.Vector)]
    [Pattern<Vsx.IsGreater>("vcmpgtfp", "000100 vt va vb rc 1011000110", Facility = Facility.Vector)]
    public static DecodedOp* Compare<TTest, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TTest : struct, Vsx.IOrderTest
        where TRc : struct, IChoice
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var all = true;
        var any = false;
        for (var i = 0; i < 4; i++)
        {
            var holds = (Classes.Order(Source(s, op->A, i), Source(s, op->B, i)) & TTest.Accepted) != 0;
            t[i] = holds ? uint.MaxValue : 0;
            all &= holds;
            any |= holds;
        }

        Lanewise.RecordLanes<TRc>(s, all, any);
        return op + 1;
    }

    /// <summary>Whether A is within -B and B: bit 0 says not below B, bit 1 not above -B.</summary>
    [Pattern("vcmpbfp", "000100 vt va vb rc 1111000110", Facility = Facility.Vector)]
    public static DecodedOp* CompareBounds<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        uint any = 0;
        for (var i = 0; i < 4; i++)
        {
            var (a, b) = (Source(s, op->A, i), Source(s, op->B, i));
            var isAbove = (Classes.Order(a, b) & 10) == 0;
            var isBelow = (Classes.Order(a, b.Negated()) & 6) == 0;
            t[i] = (isAbove ? 1u << 31 : 0) | (isBelow ? 1u << 30 : 0);
            any |= t[i];
        }

        if (TRc.IsSet)
        {
            s->Cr[6] = any == 0 ? (byte)2 : (byte)0;
        }

        return op + 1;
    }

    private static Real Source(PowerCpuState* s, ushort offset, int lane)
    {
        var value = SingleBits.Unpack(Quadword.Lanes<uint>(s, offset)[lane]);
        var isDenormal = value.Kind == FloatKind.Finite && value.Exponent < FloatFormat.Single.MinExponent;
        return isDenormal && (s->Vscr & NonJava) != 0 ? Real.Zero(value.Sign) : value;
    }
}
