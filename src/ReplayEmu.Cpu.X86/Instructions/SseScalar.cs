using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Floating-point arithmetic, compares and conversions of SSE to SSE4.1 on the lowest element; the others stay.</summary>
internal static unsafe class SseScalar
{
    [Executes<uint, Rounded<FloatAdd>>(Code.Addss_xmm_xmmm32)]
    [Executes<ulong, Rounded<FloatAdd>>(Code.Addsd_xmm_xmmm64)]
    [Executes<uint, Rounded<FloatSubtract>>(Code.Subss_xmm_xmmm32)]
    [Executes<ulong, Rounded<FloatSubtract>>(Code.Subsd_xmm_xmmm64)]
    [Executes<uint, Rounded<FloatMultiply>>(Code.Mulss_xmm_xmmm32)]
    [Executes<ulong, Rounded<FloatMultiply>>(Code.Mulsd_xmm_xmmm64)]
    [Executes<uint, Rounded<FloatDivide>>(Code.Divss_xmm_xmmm32)]
    [Executes<ulong, Rounded<FloatDivide>>(Code.Divsd_xmm_xmmm64)]
    [Executes<uint, Rounded<FloatSquareRoot>>(Code.Sqrtss_xmm_xmmm32)]
    [Executes<ulong, Rounded<FloatSquareRoot>>(Code.Sqrtsd_xmm_xmmm64)]
    [Executes<uint, FloatMinimum>(Code.Minss_xmm_xmmm32)]
    [Executes<ulong, FloatMinimum>(Code.Minsd_xmm_xmmm64)]
    [Executes<uint, FloatMaximum>(Code.Maxss_xmm_xmmm32)]
    [Executes<ulong, FloatMaximum>(Code.Maxsd_xmm_xmmm64)]
    [Executes<uint, ComparePredicate>(Code.Cmpss_xmm_xmmm32_imm8)]
    [Executes<ulong, ComparePredicate>(Code.Cmpsd_xmm_xmmm64_imm8)]
    [Executes<uint, RoundIntegral>(Code.Roundss_xmm_xmmm32_imm8)]
    [Executes<ulong, RoundIntegral>(Code.Roundsd_xmm_xmmm64_imm8)]
    [Executes<uint, Reciprocal>(Code.Rcpss_xmm_xmmm32)]
    [Executes<uint, ReciprocalRoot>(Code.Rsqrtss_xmm_xmmm32)]
    public static DecodedOp* Apply<T, TElement, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TElement : struct, IFloatElement
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<T>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var destination = (T*)((byte*)s + op->Reg);
        var result = TElement.Apply(ref c, *destination, source, (int)op->Imm);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *destination = result;
        return op + 1;
    }

    [Executes<uint, ulong, Precision<uint, ulong>>(Code.Cvtss2sd_xmm_xmmm32)]
    [Executes<ulong, uint, Precision<ulong, uint>>(Code.Cvtsd2ss_xmm_xmmm64)]
    [Executes<int, uint, FromInteger<int, uint>>(Code.Cvtsi2ss_xmm_rm32)]
    [Executes<long, uint, FromInteger<long, uint>>(Code.Cvtsi2ss_xmm_rm64)]
    [Executes<int, ulong, FromInteger<int, ulong>>(Code.Cvtsi2sd_xmm_rm32)]
    [Executes<long, ulong, FromInteger<long, ulong>>(Code.Cvtsi2sd_xmm_rm64)]
    public static DecodedOp* Convert<TFrom, TTo, TConversion, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
        where TConversion : struct, IElementConversion<TFrom, TTo>
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<TFrom>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = TConversion.Convert(ref c, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(TTo*)((byte*)s + op->Reg) = result;
        return op + 1;
    }
}
