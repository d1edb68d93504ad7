using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>Comparisons of scalars into a field of the condition register and FPCC (Book I, 4.6.8 and 7.6.1.4).</summary>
internal static unsafe class FloatComparisons
{
    [Pattern<Clear>("fcmpu", "111111 bf -- fa fb 0000000000 -", Facility = Facility.Float)]
    [Pattern<Set>("fcmpo", "111111 bf -- fa fb 0000100000 -", Facility = Facility.Float)]
    [Pattern<Clear>("xscmpudp", "111100 bf -- xa xb 00100011 ax bx -", Facility = Facility.Vsx, Lower = nameof(Halves))]
    [Pattern<Set>("xscmpodp", "111100 bf -- xa xb 00101011 ax bx -", Facility = Facility.Vsx, Lower = nameof(Halves))]
    public static DecodedOp* Compare<TOrdered>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOrdered : struct, IChoice =>
        Finish<TOrdered>(s, op, cpu, DoubleBits.Unpack(Operand.A(s, op)), DoubleBits.Unpack(Operand.B(s, op)));

    [Pattern<Clear>("xscmpuqp", "111111 bf -- va vb 1010000100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    [Pattern<Set>("xscmpoqp", "111111 bf -- va vb 0010000100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* CompareQuad<TOrdered>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TOrdered : struct, IChoice =>
        Finish<TOrdered>(s, op, cpu, QuadBits.Unpack(Quadword.At(s, op->A)), QuadBits.Unpack(Quadword.At(s, op->B)));

    /// <summary>Exponents alone; no operand is invalid.</summary>
    [Pattern(
        "xscmpexpdp",
        "111100 bf -- xa xb 00111011 ax bx -",
        Facility = Facility.Vsx,
        Lower = nameof(Halves),
        Since = IsaLevel.V300
    )]
    public static DecodedOp* CompareExponents(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Operand.A(s, op);
        var b = Operand.B(s, op);
        var isNaN = DoubleBits.Unpack(a).IsNaN || DoubleBits.Unpack(b).IsNaN;
        return FinishExponents(s, op, isNaN, a >> 52 & 0x7ff, b >> 52 & 0x7ff);
    }

    [Pattern("xscmpexpqp", "111111 bf -- va vb 0010100100 -", Facility = Facility.Vsx, Since = IsaLevel.V300)]
    public static DecodedOp* CompareExponentsQuad(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.At(s, op->A);
        var b = Quadword.At(s, op->B);
        var isNaN = QuadBits.Unpack(a).IsNaN || QuadBits.Unpack(b).IsNaN;
        return FinishExponents(s, op, isNaN, (ulong)(a >> 112) & 0x7fff, (ulong)(b >> 112) & 0x7fff);
    }

    private static DecodedOp* FinishExponents(PowerCpuState* s, DecodedOp* op, bool isNaN, ulong a, ulong b)
    {
        var order = isNaN ? (byte)1 : Operand.Order(a, b, 0);
        *((byte*)s + op->T) = order;
        FloatStatus.CommitOrder(s, FloatContext.From(s->Fpscr), order);
        return op + 1;
    }

    private static DecodedOp* Finish<TOrdered>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, in Real a, in Real b)
        where TOrdered : struct, IChoice
    {
        var c = FloatContext.From(s->Fpscr);
        NaNs.Note(ref c, a, b, TOrdered.IsSet);
        var order = Classes.Order(a, b);
        *((byte*)s + op->T) = order;
        FloatStatus.CommitOrder(s, c, order);
        return FloatStatus.Finish<Clear>(s, op, cpu);
    }

    public static void Halves(DecodedOp* op)
    {
        op->A += 8;
        op->B += 8;
    }
}

/// <summary>NaNs in comparisons.</summary>
internal static class NaNs
{
    /// <summary>A signaling NaN is invalid, in an ordered comparison every NaN, unless the first reason interrupts already.</summary>
    public static void Note(ref FloatContext c, in Real a, in Real b, bool isOrdered)
    {
        var isSignaling = a.Kind == FloatKind.SignalingNaN || b.Kind == FloatKind.SignalingNaN;
        c.Flags |= isSignaling ? Fpscr.VxSnan : 0;
        if (isOrdered && (a.IsNaN || b.IsNaN) && !(isSignaling && (c.Enables & Fpscr.Ve) != 0))
        {
            c.Flags |= Fpscr.VxVc;
        }
    }
}
