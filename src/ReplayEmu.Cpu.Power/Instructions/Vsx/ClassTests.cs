using System;
using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Instructions.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vsx;

/// <summary>Tests of the class of a number against a mask (Book I, 7.6.1.8).</summary>
internal static unsafe class ClassTests
{
    [Pattern("xststdcdp", "111100 bf mask:7 xb 101101010 bx -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* TestDouble(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var b = DoubleBits.Unpack(Quadword.Lanes<ulong>(s, op->B)[1]);
        return Finish(s, op, b, FloatFormat.Double, isForeign: false);
    }

    /// <summary>Of a double as a single; SO tells that it is none.</summary>
    [Pattern("xststdcsp", "111100 bf mask:7 xb 100101010 bx -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* TestSingle(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var bits = Quadword.Lanes<ulong>(s, op->B)[1];
        return Finish(
            s,
            op,
            DoubleBits.Unpack(bits),
            FloatFormat.Single,
            isForeign: Formats.Widen(Formats.Narrow(bits)) != bits
        );
    }

    [Pattern("xststdcqp", "111111 bf mask:7 vb 1011000100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* TestQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Finish(s, op, QuadBits.Unpack(Quadword.At(s, op->B)), FloatFormat.Quad, isForeign: false);

    [Pattern<DoubleBits, ulong>(
        "xvtstdcdp",
        "111100 xt dx:5 xb 1111 dc:1 101 dm:1 bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    [Pattern<SingleBits, uint>(
        "xvtstdcsp",
        "111100 xt dx:5 xb 1101 dc:1 101 dm:1 bx tx",
        Facility = Facility.Vsx,
        Since = IsaLevel.V300
    )]
    public static DecodedOp* TestLanes<TFormat, TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var mask = (op->Word & 0x40) | (op->Word << 3 & 0x20) | (op->Word >> 16 & 31);
        var t = Quadword.Lanes<TLane>(s, op->T);
        var b = Quadword.Lanes<TLane>(s, op->B);
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            var value = TFormat.Unpack(UInt128.CreateTruncating(b[i]));
            t[i] = (Class(value, TFormat.Format) & mask) != 0 ? TLane.CreateTruncating(-1) : TLane.Zero;
        }

        return op + 1;
    }

    /// <summary>NaN, then plus and minus infinity, zero, denormal, as bits from the left.</summary>
    private static uint Class(in Real value, in FloatFormat f) =>
        value.Kind switch
        {
            FloatKind.Infinity => value.Sign ? 16u : 32u,
            FloatKind.Zero => value.Sign ? 4u : 8u,
            FloatKind.Finite => value.Exponent >= f.MinExponent ? 0
            : value.Sign ? 1u
            : 2u,
            _ => 64,
        };

    private static DecodedOp* Finish(PowerCpuState* s, DecodedOp* op, in Real value, in FloatFormat f, bool isForeign)
    {
        var mask = op->Word >> 16 & 127;
        var code = (byte)((value.Sign ? 8 : 0) | ((Class(value, f) & mask) != 0 ? 2 : 0) | (isForeign ? 1 : 0));
        *((byte*)s + op->T) = code;
        FloatStatus.CommitOrder(s, FloatContext.From(s->Fpscr), code);
        return op + 1;
    }
}
