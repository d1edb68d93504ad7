using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>Whether operands need care in software division and square root, and of what class they are (Book I, 4.6.6.2 and 7.6.1.5).</summary>
internal static unsafe class FloatTests
{
    private const int Exceptional = 2;
    private const int Scaling = 4;
    private const int Always = 8;

    [Pattern("ftdiv", "111111 bf -- fa fb 0010000000 -", Facility = Facility.Float)]
    [Pattern("xstdivdp", "111100 bf -- xa xb 00111101 ax bx -", Facility = Facility.Vsx, Lower = nameof(Halves))]
    public static DecodedOp* Divide(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var code = DivideCode<DoubleBits>(Operand.A(s, op), Operand.B(s, op));
        *((byte*)s + op->T) = (byte)code;
        return op + 1;
    }

    [Pattern("ftsqrt", "111111 bf -- ----- fb 0010100000 -", Facility = Facility.Float)]
    [Pattern("xstsqrtdp", "111100 bf -- ----- xb 001101010 bx -", Facility = Facility.Vsx, Lower = nameof(Halves))]
    public static DecodedOp* SquareRoot(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        *((byte*)s + op->T) = (byte)RootCode<DoubleBits>(Operand.B(s, op));
        return op + 1;
    }

    [Pattern<DoubleBits, ulong>("xvtdivdp", "111100 bf -- xa xb 01111101 ax bx -", Facility = Facility.Vsx)]
    [Pattern<SingleBits, uint>("xvtdivsp", "111100 bf -- xa xb 01011101 ax bx -", Facility = Facility.Vsx)]
    public static DecodedOp* DivideLanes<TFormat, TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, System.Numerics.IBinaryInteger<TLane>
    {
        var a = Quadword.Lanes<TLane>(s, op->A);
        var b = Quadword.Lanes<TLane>(s, op->B);
        var code = 0;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            code |= DivideCode<TFormat>(UInt128.CreateTruncating(a[i]), UInt128.CreateTruncating(b[i]));
        }

        *((byte*)s + op->T) = (byte)code;
        return op + 1;
    }

    [Pattern<DoubleBits, ulong>("xvtsqrtdp", "111100 bf -- ----- xb 011101010 bx -", Facility = Facility.Vsx)]
    [Pattern<SingleBits, uint>("xvtsqrtsp", "111100 bf -- ----- xb 010101010 bx -", Facility = Facility.Vsx)]
    public static DecodedOp* SquareRootLanes<TFormat, TLane>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TFormat : struct, IBinaryFormat
        where TLane : unmanaged, System.Numerics.IBinaryInteger<TLane>
    {
        var b = Quadword.Lanes<TLane>(s, op->B);
        var code = 0;
        for (var i = 0; i < 16 / sizeof(TLane); i++)
        {
            code |= RootCode<TFormat>(UInt128.CreateTruncating(b[i]));
        }

        *((byte*)s + op->T) = (byte)code;
        return op + 1;
    }

    private static int DivideCode<TFormat>(UInt128 bitsA, UInt128 bitsB)
        where TFormat : struct, IBinaryFormat
    {
        var (f, a, b) = (TFormat.Format, TFormat.Unpack(bitsA), TFormat.Unpack(bitsB));
        if (a.Kind == FloatKind.Infinity || b.Kind is FloatKind.Infinity or FloatKind.Zero)
        {
            return Always | Scaling | Exceptional;
        }

        var (ea, eb) = (Exponent(a, f), Exponent(b, f));
        var isExceptional =
            a.IsNaN
            || b.IsNaN
            || eb <= f.MinExponent
            || eb >= f.MaxExponent - 2
            || (
                a.Kind != FloatKind.Zero
                && (ea - eb >= f.MaxExponent || ea - eb <= f.MinExponent + 1 || ea <= f.MinExponent + f.Precision - 1)
            );
        return Always | (isExceptional ? Exceptional : 0) | (IsDenormal(b, f) ? Scaling : 0);
    }

    private static int RootCode<TFormat>(UInt128 bits)
        where TFormat : struct, IBinaryFormat
    {
        var (f, b) = (TFormat.Format, TFormat.Unpack(bits));
        if (b.Kind is FloatKind.Infinity or FloatKind.Zero)
        {
            return Always | Scaling | Exceptional;
        }

        var isExceptional = b.IsNaN || b.Sign || Exponent(b, f) <= f.MinExponent + f.Precision - 1;
        return Always | (isExceptional ? Exceptional : 0) | (IsDenormal(b, f) ? Scaling : 0);
    }

    private static bool IsDenormal(in Real value, in FloatFormat f) =>
        value.Kind == FloatKind.Finite && value.Exponent < f.MinExponent;

    /// <summary>As the format has it: that of a denormal is one less than the least.</summary>
    private static int Exponent(in Real value, in FloatFormat f) =>
        value.Kind == FloatKind.Finite ? Math.Max(value.Exponent, f.MinExponent - 1) : f.MinExponent - 1;

    public static void Halves(DecodedOp* op)
    {
        op->A += 8;
        op->B += 8;
    }
}
