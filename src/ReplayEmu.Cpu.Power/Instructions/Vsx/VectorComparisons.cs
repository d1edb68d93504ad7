using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>What a comparison asks, as the orders that satisfy it.</summary>
internal interface IOrderTest
{
    static abstract int Accepted { get; }

    /// <summary>Every NaN is invalid, not only signaling ones.</summary>
    static abstract bool IsOrdered { get; }
}

// csharpier-ignore-start
internal readonly struct IsEqual : IOrderTest { public static int Accepted => 2; public static bool IsOrdered => false; }
internal readonly struct IsNotEqual : IOrderTest { public static int Accepted => 13; public static bool IsOrdered => false; }
internal readonly struct IsGreater : IOrderTest { public static int Accepted => 4; public static bool IsOrdered => true; }
internal readonly struct IsGreaterOrEqual : IOrderTest { public static int Accepted => 6; public static bool IsOrdered => true; }
// csharpier-ignore-end

/// <summary>Comparisons into masks, and maxima and minima (Book I, 7.6.1.4 and 7.6.1.7).</summary>
internal static unsafe class VectorComparisons
{
    [Pattern<IsEqual, SingleBits, uint>("xvcmpeqsp", "111100 xt xa xb rc 1000011 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<IsGreater, SingleBits, uint>("xvcmpgtsp", "111100 xt xa xb rc 1001011 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<IsGreaterOrEqual, SingleBits, uint>(
        "xvcmpgesp",
        "111100 xt xa xb rc 1010011 ax bx tx",
        Facility = Facility.Vsx
    )]
    [Pattern<IsEqual, DoubleBits, ulong>("xvcmpeqdp", "111100 xt xa xb rc 1100011 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<IsGreater, DoubleBits, ulong>("xvcmpgtdp", "111100 xt xa xb rc 1101011 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<IsGreaterOrEqual, DoubleBits, ulong>(
        "xvcmpgedp",
        "111100 xt xa xb rc 1110011 ax bx tx",
        Facility = Facility.Vsx
    )]
    public static DecodedOp* Lanes<TTest, TFormat, TLane, TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TTest : struct, IOrderTest
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TRc : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        var all = true;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var a = TFormat.Unpack(UInt128.CreateTruncating(Quadword.Lanes<TLane>(s, op->A)[i]));
            var b = TFormat.Unpack(UInt128.CreateTruncating(Quadword.Lanes<TLane>(s, op->B)[i]));
            var holds = Test<TTest>(ref c, a, b);
            ((TLane*)&result)[i] = holds ? TLane.CreateTruncating(-1) : TLane.Zero;
            all &= holds;
        }

        if (!VectorResult.IsTrapped(c))
        {
            Vmx.Lanewise.RecordLanes<TRc>(s, all, result != 0);
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<IsEqual>("xscmpeqdp", "111100 xt xa xb 00000011 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<IsGreater>(
        "xscmpgtdp",
        "111100 xt xa xb 00001011 ax bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<IsGreaterOrEqual>(
        "xscmpgedp",
        "111100 xt xa xb 00010011 ax bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* Scalar<TTest>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TTest : struct, IOrderTest
    {
        var c = FloatContext.From(s->Fpscr);
        var a = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->A)[1]);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var holds = Test<TTest>(ref c, a, b);
        return VectorResult.Finish(s, op, cpu, c, new UInt128(holds ? ulong.MaxValue : 0, 0));
    }

    [Pattern<Set, SingleBits, uint>("xvmaxsp", "111100 xt xa xb 11000000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Clear, SingleBits, uint>("xvminsp", "111100 xt xa xb 11001000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Set, DoubleBits, ulong>("xvmaxdp", "111100 xt xa xb 11100000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Clear, DoubleBits, ulong>("xvmindp", "111100 xt xa xb 11101000 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* Extremes<TMax, TFormat, TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMax : struct, IChoice
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var c = FloatContext.From(s->Fpscr);
        UInt128 result = 0;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var a = TFormat.Unpack(UInt128.CreateTruncating(Quadword.Lanes<TLane>(s, op->A)[i]));
            var b = TFormat.Unpack(UInt128.CreateTruncating(Quadword.Lanes<TLane>(s, op->B)[i]));
            ((TLane*)&result)[i] = TLane.CreateTruncating(TFormat.Pack(Extreme<TMax>(ref c, a, b)));
        }

        return VectorResult.Finish(s, op, cpu, c, result);
    }

    [Pattern<Set>("xsmaxdp", "111100 xt xa xb 10100000 ax bx tx", Facility = Facility.Vsx)]
    [Pattern<Clear>("xsmindp", "111100 xt xa xb 10101000 ax bx tx", Facility = Facility.Vsx)]
    public static DecodedOp* ScalarExtreme<TMax>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMax : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var a = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->A)[1]);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var result = new UInt128((ulong)DoubleBits.Pack(Extreme<TMax>(ref c, a, b)), 0);
        return VectorResult.Finish(s, op, cpu, c, result);
    }

    /// <summary>As C's conditional expression: b unless a is greater or equal, or less; zeros as with QEMU.</summary>
    [Pattern<Set>("xsmaxcdp", "111100 xt xa xb 10000000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Clear>("xsmincdp", "111100 xt xa xb 10001000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ScalarExtremeC<TMax>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMax : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var bitsA = Quadword.Lanes<ulong>(s, op->A)[1];
        var bitsB = Quadword.Lanes<ulong>(s, op->B)[1];
        var (a, b) = (DoubleBits.Unpack(bitsA), DoubleBits.Unpack(bitsB));
        NaNs.Note(ref c, a, b, isOrdered: false);
        var takesA = (Classes.Order(a, b) & (TMax.IsSet ? 6 : 8)) != 0;
        return VectorResult.Finish(s, op, cpu, c, new UInt128(takesA ? bitsA : bitsB, 0));
    }

    /// <summary>As Java's Math.max: a NaN decides, and zeros differ.</summary>
    [Pattern<Set>("xsmaxjdp", "111100 xt xa xb 10010000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Clear>("xsminjdp", "111100 xt xa xb 10011000 ax bx tx", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ScalarExtremeJava<TMax>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMax : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var bitsA = Quadword.Lanes<ulong>(s, op->A)[1];
        var bitsB = Quadword.Lanes<ulong>(s, op->B)[1];
        var (a, b) = (DoubleBits.Unpack(bitsA), DoubleBits.Unpack(bitsB));
        NaNs.Note(ref c, a, b, isOrdered: false);
        var takesA = a.IsNaN || (!b.IsNaN && TakesFirst<TMax>(a, b));
        return VectorResult.Finish(s, op, cpu, c, new UInt128(takesA ? bitsA : bitsB, 0));
    }

    private static bool Test<TTest>(ref FloatContext c, in Real a, in Real b)
        where TTest : struct, IOrderTest
    {
        NaNs.Note(ref c, a, b, TTest.IsOrdered);
        return (Classes.Order(a, b) & TTest.Accepted) != 0;
    }

    /// <summary>A number wins over a quiet NaN.</summary>
    private static Real Extreme<TMax>(ref FloatContext c, in Real a, in Real b)
        where TMax : struct, IChoice
    {
        if (a.Kind == FloatKind.QuietNaN && !b.IsNaN)
        {
            return b;
        }

        if (b.Kind == FloatKind.QuietNaN && !a.IsNaN)
        {
            return a;
        }

        return NaN.Decides(ref c, a, b, out var nan) ? nan
            : TakesFirst<TMax>(a, b) ? a
            : b;
    }

    private static bool TakesFirst<TMax>(in Real a, in Real b)
        where TMax : struct, IChoice
    {
        var order = Classes.Compare(a, b);
        // Minus zero is less.
        order = order == 0 ? b.Sign.CompareTo(a.Sign) : order;
        return TMax.IsSet ? order >= 0 : order <= 0;
    }
}
