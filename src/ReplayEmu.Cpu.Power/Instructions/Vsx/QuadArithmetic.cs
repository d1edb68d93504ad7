using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Quad precision in vector registers (Book I, 7.6.1, POWER9). RO rounds to odd.</summary>
internal static unsafe class QuadArithmetic
{
    [Pattern<Sum>("xsaddqp", "111111 vt va vb 0000000100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Difference>("xssubqp", "111111 vt va vb 1000000100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Product>("xsmulqp", "111111 vt va vb 0000100100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Quotient>("xsdivqp", "111111 vt va vb 1000100100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Root>("xssqrtqp", "111111 vt 11011 vb 1100100100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Fused>(
        "xsmaddqp",
        "111111 vt va vb 0110000100 ro:1",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300,
        Lower = nameof(Addend)
    )]
    [Pattern<FusedSubtract>(
        "xsmsubqp",
        "111111 vt va vb 0110100100 ro:1",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300,
        Lower = nameof(Addend)
    )]
    [Pattern<NegatedFused>(
        "xsnmaddqp",
        "111111 vt va vb 0111000100 ro:1",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300,
        Lower = nameof(Addend)
    )]
    [Pattern<NegatedFusedSubtract>(
        "xsnmsubqp",
        "111111 vt va vb 0111100100 ro:1",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300,
        Lower = nameof(Addend)
    )]
    public static DecodedOp* Compute<TOperation, TRo>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOperation : struct, IArithmetic
        where TRo : struct, IChoice
    {
        var c = Context<TRo>(s);
        var made = TOperation.Apply(
            ref c,
            FloatFormat.Quad,
            QuadBits.Unpack(Quadword.At(s, op->A)),
            QuadBits.Unpack(Quadword.At(s, op->B)),
            QuadBits.Unpack(Quadword.At(s, op->C))
        );
        return Finish(s, op, cpu, c, made, FloatFormat.Quad, QuadBits.Pack(made));
    }

    [Pattern("xscvdpqp", "111111 vt 10110 vb 1101000100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* FromDouble(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        var made = Conversions.Convert(ref c, FloatFormat.Quad, b);
        return Finish(s, op, cpu, c, made, FloatFormat.Quad, QuadBits.Pack(made));
    }

    [Pattern("xscvqpdp", "111111 vt 10100 vb 1101000100 ro:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* ToDouble<TRo>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRo : struct, IChoice
    {
        var c = Context<TRo>(s);
        var made = Conversions.Convert(ref c, FloatFormat.Double, QuadBits.Unpack(Quadword.At(s, op->B)));
        return Finish(s, op, cpu, c, made, FloatFormat.Double, DoubleBits.Pack(made) << 64);
    }

    [Pattern<Int64Format>(
        "xscvsdqp",
        "111111 vt 01010 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<UInt64Format>(
        "xscvudqp",
        "111111 vt 00010 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* FromInteger<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        var made = Integers.ToReal<TInteger>(ref c, FloatFormat.Quad, Quadword.Lanes<ulong>(s, op->B)[1]);
        return Finish(s, op, cpu, c, made, FloatFormat.Quad, QuadBits.Pack(made));
    }

    [Pattern<Int64Format>(
        "xscvqpsdz",
        "111111 vt 11001 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<UInt64Format>(
        "xscvqpudz",
        "111111 vt 10001 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<Int32Format>(
        "xscvqpswz",
        "111111 vt 01001 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<UInt32Format>(
        "xscvqpuwz",
        "111111 vt 00001 vb 1101000100 -",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* ToInteger<TInteger>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInteger : struct, IIntegerFormat
    {
        var c = FloatContext.From(s->Fpscr);
        var b = QuadBits.Unpack(Quadword.At(s, op->B));
        var value = Conversions.ToInteger(ref c, FloatRounding.Zero, b, TInteger.Bits, TInteger.IsSigned);
        if (b.IsNaN && TInteger.IsSigned && TInteger.Bits == 32)
        {
            value = unchecked((ulong)int.MinValue);
        }

        if (!c.IsSuppressed)
        {
            Quadword.At(s, op->T) = new UInt128(value, 0);
        }

        FloatStatus.CommitKeepingClass(s, c);
        return FloatStatus.Finish<Clear>(s, op, cpu);
    }

    /// <summary>To an integer of quad precision; EX tells what is inexact.</summary>
    [Pattern("xsrqpi", "111111 vt ---- r:1 vb rmc:2 00000101 ex:1", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* RoundToInteger<TEx>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEx : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        var made = Conversions.RoundToInteger(ref c, Named(s, op), QuadBits.Unpack(Quadword.At(s, op->B)));
        if (!TEx.IsSet)
        {
            c.Flags &= ~(Fpscr.Xx | Fpscr.Fi | Fpscr.Fr);
        }

        return Finish(s, op, cpu, c, made, FloatFormat.Quad, QuadBits.Pack(made));
    }

    /// <summary>To the precision of the x87's 80 bits.</summary>
    [Pattern("xsrqpxp", "111111 vt ---- r:1 vb rmc:2 00100101 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* RoundToExtended(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var c = FloatContext.From(s->Fpscr);
        c.Rounding = Named(s, op);
        var extended = FloatFormat.Quad with { Precision = 64 };
        var made = Conversions.Convert(ref c, extended, QuadBits.Unpack(Quadword.At(s, op->B)));
        if (made.IsNaN)
        {
            made.Significand &= UInt128.MaxValue << (129 - extended.Precision);
        }

        return Finish(s, op, cpu, c, made, FloatFormat.Quad, QuadBits.Pack(made));
    }

    /// <summary>VRT = VRA * VRB + VRT.</summary>
    public static void Addend(DecodedOp* op) => (op->C, op->B) = (op->B, op->T);

    /// <summary>What R and RMC name.</summary>
    private static FloatRounding Named(PowerCpuState* s, DecodedOp* op)
    {
        var mode = op->Word >> 9 & 3;
        return (op->Word >> 16 & 1) == 0
            ? mode switch
            {
                0 => FloatRounding.NearestAway,
                3 => (FloatRounding)(s->Fpscr & Fpscr.Rn),
                // Reserved; as with QEMU to nearest.
                _ => FloatRounding.Nearest,
            }
            : mode switch
            {
                0 => FloatRounding.Nearest,
                1 => FloatRounding.Zero,
                2 => FloatRounding.Up,
                _ => FloatRounding.Down,
            };
    }

    private static FloatContext Context<TRo>(PowerCpuState* s)
        where TRo : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        c.Rounding = TRo.IsSet ? FloatRounding.Odd : c.Rounding;
        return c;
    }

    private static DecodedOp* Finish(
        PowerCpuState* s,
        DecodedOp* op,
        PowerCpu cpu,
        in FloatContext c,
        in Real made,
        in FloatFormat f,
        UInt128 bits
    )
    {
        if (!c.IsSuppressed)
        {
            Quadword.At(s, op->T) = bits;
        }

        FloatStatus.Commit(s, c, Classes.Of(made, f));
        return FloatStatus.Finish<Clear>(s, op, cpu);
    }
}
