using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>An integer type that conversions go to or come from.</summary>
internal interface IIntegerFormat
{
    static abstract int Bits { get; }

    static abstract bool IsSigned { get; }
}

// csharpier-ignore-start
internal readonly struct Int32Format : IIntegerFormat { public static int Bits => 32; public static bool IsSigned => true; }
internal readonly struct UInt32Format : IIntegerFormat { public static int Bits => 32; public static bool IsSigned => false; }
internal readonly struct Int64Format : IIntegerFormat { public static int Bits => 64; public static bool IsSigned => true; }
internal readonly struct UInt64Format : IIntegerFormat { public static int Bits => 64; public static bool IsSigned => false; }
// csharpier-ignore-end

/// <summary>Scalars to and from integers (Book I, 4.6.7).</summary>
internal static unsafe class ScalarConversions
{
    /// <summary>The result's first word is undefined for words; it is the sign, as with QEMU.</summary>
    [Pattern<Int32Format, Clear>("fctiw", "111111 ft ----- fb 0000001110 rc", Facility = Facility.Float)]
    [Pattern<UInt32Format, Clear>("fctiwu", "111111 ft ----- fb 0010001110 rc", Facility = Facility.Float)]
    [Pattern<Int32Format, Set>("fctiwz", "111111 ft ----- fb 0000001111 rc", Facility = Facility.Float)]
    [Pattern<UInt32Format, Set>("fctiwuz", "111111 ft ----- fb 0010001111 rc", Facility = Facility.Float)]
    [Pattern<Int64Format, Clear>("fctid", "111111 ft ----- fb 1100101110 rc", Facility = Facility.Float)]
    [Pattern<UInt64Format, Clear>("fctidu", "111111 ft ----- fb 1110101110 rc", Facility = Facility.Float)]
    [Pattern<Int64Format, Set>("fctidz", "111111 ft ----- fb 1100101111 rc", Facility = Facility.Float)]
    [Pattern<UInt64Format, Set>("fctiduz", "111111 ft ----- fb 1110101111 rc", Facility = Facility.Float)]
    public static DecodedOp* ToInteger<TInteger, TTruncate, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
        where TTruncate : struct, IChoice
        where TRc : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var rounding = TTruncate.IsSet ? FloatRounding.Zero : c.Rounding;
        var b = DoubleBits.Unpack(Operand.B(s, op));
        var value = Conversions.ToInteger(ref c, rounding, b, TInteger.Bits, TInteger.IsSigned);
        if (!c.IsSuppressed)
        {
            FloatRegister.Set(s, op->T, value);
        }

        if ((c.Flags & Fpscr.AllInvalid) != 0)
        {
            // The class is undefined; as with QEMU it is that of a NaN then, and stays otherwise.
            FloatStatus.Commit(s, c, Classes.Of(Real.DefaultNaN, FloatFormat.Double));
        }
        else
        {
            FloatStatus.CommitKeepingClass(s, c);
        }

        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    [Pattern<Int64Format, DoubleBits>("fcfid", "111111 ft ----- fb 1101001110 rc", Facility = Facility.Float)]
    [Pattern<UInt64Format, DoubleBits>("fcfidu", "111111 ft ----- fb 1111001110 rc", Facility = Facility.Float)]
    [Pattern<Int64Format, SingleBits>("fcfids", "111011 ft ----- fb 1101001110 rc", Facility = Facility.Float)]
    [Pattern<UInt64Format, SingleBits>("fcfidus", "111011 ft ----- fb 1111001110 rc", Facility = Facility.Float)]
    [Pattern<Int64Format, DoubleBits, Clear>(
        "xscvsxddp",
        "111100 xt ----- xb 101111000 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<UInt64Format, DoubleBits, Clear>(
        "xscvuxddp",
        "111100 xt ----- xb 101101000 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves)
    )]
    [Pattern<Int64Format, SingleBits, Clear>(
        "xscvsxdsp",
        "111100 xt ----- xb 100111000 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    [Pattern<UInt64Format, SingleBits, Clear>(
        "xscvuxdsp",
        "111100 xt ----- xb 100101000 bx tx",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V207
    )]
    public static DecodedOp* FromInteger<TInteger, TResult, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
        where TResult : struct, IBinaryFormat
        where TRc : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var result = Integers.ToReal<TInteger>(ref c, TResult.Format, Operand.B(s, op));
        FloatRegister.Set(s, op->T, (ulong)DoubleBits.Pack(result));
        FloatStatus.Commit(s, c, Classes.Of(result, FloatFormat.Double));
        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    [Pattern<Int64Format>("xscvdpsxds", "111100 xt ----- xb 101011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<Int32Format>("xscvdpsxws", "111100 xt ----- xb 001011000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt64Format>("xscvdpuxds", "111100 xt ----- xb 101001000 bx tx", Facility = Facility.Vsx)]
    [Pattern<UInt32Format>("xscvdpuxws", "111100 xt ----- xb 001001000 bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* ToIntegerVsx<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var value = Conversions.ToInteger(ref c, FloatRounding.Zero, b, TInteger.Bits, TInteger.IsSigned);
        if (!c.IsSuppressed)
        {
            // A word is in both halves of the doubleword.
            var both = TInteger.Bits == 32 ? (value << 32) | (uint)value : value;
            Quadword.At(s, op->T) = new UInt128(both, 0);
        }

        FloatStatus.CommitKeepingClass(s, c);
        return FloatStatus.Finish<Clear>(s, op, cpu);
    }

    public static void Halves(DecodedOp* op)
    {
        op->T += 8;
        op->B += 8;
    }
}

/// <summary>Integers as numbers.</summary>
internal static class Integers
{
    public static Real ToReal<TInteger>(ref FloatContext c, in FloatFormat f, ulong value)
        where TInteger : struct, IIntegerFormat
    {
        var sign = false;
        if (TInteger.IsSigned)
        {
            var extended = (long)(value << (64 - TInteger.Bits)) >> (64 - TInteger.Bits);
            sign = extended < 0;
            value = sign ? 0 - (ulong)extended : (ulong)extended;
        }
        else
        {
            value &= ulong.MaxValue >> (64 - TInteger.Bits);
        }

        return Conversions.Convert(ref c, f, Real.FromInteger(sign, value));
    }
}
