using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>
/// Conversions of lanes (Book I, 7.6.1.6). Of lanes of different widths the narrow one is the first of the wide one's place; where the
/// manual leaves the second undefined it is what QEMU makes.
/// </summary>
internal static unsafe class VectorConversions
{
    [Pattern<Int64Format, DoubleBits>("xvcvdpsxds", "111100 xt ----- xb 111011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt64Format, DoubleBits>("xvcvdpuxds", "111100 xt ----- xb 111001000 bx tx", Facility = Facility.Vsx)]
    [Pattern<Int64Format, SingleBits>("xvcvspsxds", "111100 xt ----- xb 110011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt64Format, SingleBits>("xvcvspuxds", "111100 xt ----- xb 110001000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* ToDoublewords<TInteger, TFormat>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
        where TFormat : struct, IBinaryFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 2; i++)
        {
            var bits = Quadword.Lanes<ulong>(s, op->B)[i];
            bits = TFormat.Format.Precision == 24 ? bits >> 32 : bits;
            ((ulong*)&result)[i] = Integer<TInteger, TFormat>(ref c, bits);
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<Int32Format>("xvcvdpsxws", "111100 xt ----- xb 011011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt32Format>("xvcvdpuxws", "111100 xt ----- xb 011001000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* DoublesToWords<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 2; i++)
        {
            var word = (uint)Integer<TInteger, DoubleBits>(ref c, Quadword.Lanes<ulong>(s, op->B)[i]);
            ((ulong*)&result)[i] = ((ulong)word << 32) | word;
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<Int32Format>("xvcvspsxws", "111100 xt ----- xb 010011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt32Format>("xvcvspuxws", "111100 xt ----- xb 010001000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* SinglesToWords<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 4; i++)
        {
            ((uint*)&result)[i] = (uint)Integer<TInteger, SingleBits>(ref c, Quadword.Lanes<uint>(s, op->B)[i]);
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<Int64Format, DoubleBits>("xvcvsxddp", "111100 xt ----- xb 111111000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt64Format, DoubleBits>("xvcvuxddp", "111100 xt ----- xb 111101000 bx tx", Facility = Facility.Vsx)]
    [Pattern<Int32Format, DoubleBits>("xvcvsxwdp", "111100 xt ----- xb 011111000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt32Format, DoubleBits>("xvcvuxwdp", "111100 xt ----- xb 011101000 bx tx", Facility = Facility.Vsx)]
    [Pattern<Int64Format, SingleBits>("xvcvsxdsp", "111100 xt ----- xb 110111000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt64Format, SingleBits>("xvcvuxdsp", "111100 xt ----- xb 110101000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* FromPlaces<TInteger, TFormat>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
        where TFormat : struct, IBinaryFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 2; i++)
        {
            var bits = Quadword.Lanes<ulong>(s, op->B)[i];
            bits = TInteger.Bits == 32 ? bits >> 32 : bits;
            var made = (ulong)TFormat.Pack(Integers.ToReal<TInteger>(ref c, TFormat.Format, bits));
            ((ulong*)&result)[i] = TFormat.Format.Precision == 24 ? (made << 32) | made : made;
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<Int32Format>("xvcvsxwsp", "111100 xt ----- xb 010111000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt32Format>("xvcvuxwsp", "111100 xt ----- xb 010101000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* WordsToSingles<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 4; i++)
        {
            var value = Integers.ToReal<TInteger>(ref c, FloatFormat.Single, Quadword.Lanes<uint>(s, op->B)[i]);
            ((uint*)&result)[i] = (uint)SingleBits.Pack(value);
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<DoubleBits, SingleBits>("xvcvdpsp", "111100 xt ----- xb 110001001 bx tx", Facility = Facility.Vsx)]
    [Pattern<SingleBits, DoubleBits>("xvcvspdp", "111100 xt ----- xb 111001001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* BetweenFormats<TFrom, TTo>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFrom : struct, IBinaryFormat
        where TTo : struct, IBinaryFormat
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 2; i++)
        {
            var bits = Quadword.Lanes<ulong>(s, op->B)[i];
            var value = TFrom.Unpack(TFrom.Format.Precision == 24 ? bits >> 32 : bits);
            var made = (ulong)TTo.Pack(Conversions.Convert(ref c, TTo.Format, value));
            ((ulong*)&result)[i] = TTo.Format.Precision == 24 ? (made << 32) | made : made;
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern("xvcvhpsp", "111100 xt 11000 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* HalvesToSingles(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 4; i++)
        {
            var value = HalfBits.Unpack((ushort)Quadword.Lanes<uint>(s, op->B)[i]);
            ((uint*)&result)[i] = (uint)SingleBits.Pack(Conversions.Convert(ref c, FloatFormat.Single, value));
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern("xvcvsphp", "111100 xt 11001 xb 111011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* SinglesToHalves(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 4; i++)
        {
            var value = SingleBits.Unpack(Quadword.Lanes<uint>(s, op->B)[i]);
            ((uint*)&result)[i] = (ushort)HalfBits.Pack(Conversions.Convert(ref c, FloatFormat.Half, value));
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    /// <summary>The single is in both words, as the manual has it since version 3.0.</summary>
    [Pattern("xscvdpsp", "111100 xt ----- xb 100001001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* ToSingle(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var made = Conversions.Convert(ref c, FloatFormat.Single, b);
        var bits = (ulong)SingleBits.Pack(made);
        return Scalar(s, op, cpu, c, made, FloatFormat.Single, (bits << 32) | bits);
    }

    [Pattern("xscvspdp", "111100 xt ----- xb 101001001 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* FromSingle(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        var b = SingleBits.Unpack(Quadword.Lanes<uint>(s, op->B)[3]);
        var made = Conversions.Convert(ref c, FloatFormat.Double, b);
        return Scalar(s, op, cpu, c, made, FloatFormat.Double, (ulong)DoubleBits.Pack(made));
    }

    [Pattern("xscvdphp", "111100 xt 10001 xb 101011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ToHalf(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var made = Conversions.Convert(ref c, FloatFormat.Half, b);
        return Scalar(s, op, cpu, c, made, FloatFormat.Half, (ulong)HalfBits.Pack(made));
    }

    [Pattern("xscvhpdp", "111100 xt 10000 xb 101011011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* FromHalf(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        var b = HalfBits.Unpack(Quadword.Lanes<ushort>(s, op->B)[4]);
        var made = Conversions.Convert(ref c, FloatFormat.Double, b);
        return Scalar(s, op, cpu, c, made, FloatFormat.Double, (ulong)DoubleBits.Pack(made));
    }

    /// <summary>Nothing is signaled: a denormal, or bits of a NaN, are cut as a store would.</summary>
    [Pattern("xscvdpspn", "111100 xt ----- xb 100001011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V207)]
    public static DecodedOp* ToSingleSilently(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var single = (ulong)Formats.Narrow(Quadword.Lanes<ulong>(s, op->B)[1]);
        Quadword.At(s, op->T) = new UInt128((single << 32) | single, 0);
        return op + 1;
    }

    [Pattern("xscvspdpn", "111100 xt ----- xb 101001011 bx tx", Facility = Facility.Vsx, Since = IsaLevel.V207)]
    public static DecodedOp* FromSingleSilently(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = new UInt128(Formats.Widen(Quadword.Lanes<uint>(s, op->B)[3]), 0);
        return op + 1;
    }

    private static ulong Integer<TInteger, TFormat>(ref FloatContext c, ulong bits)
        where TInteger : struct, IIntegerFormat
        where TFormat : struct, IBinaryFormat =>
        Conversions.ToInteger(ref c, FloatRounding.Zero, TFormat.Unpack(bits), TInteger.Bits, TInteger.IsSigned);

    private static DecodedOp* Scalar(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu,
        in FloatContext c,
        in Real made,
        in FloatFormat f,
        ulong bits
    )
    {
        if (!c.IsSuppressed)
        {
            Quadword.At(s, op->T) = new UInt128(bits, 0);
        }

        FloatStatus.Commit(s, c, Classes.Of(made, f));
        return FloatStatus.Finish<Clear>(s, op, cpu);
    }
}
