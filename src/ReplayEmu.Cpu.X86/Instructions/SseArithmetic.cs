using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>ADD SUB MUL DIV SQRT MIN MAX, packed and scalar, single and double.</summary>
internal static unsafe class SseArithmetic
{
    [Executes<Rounded<FloatAdd>>(Code.Addps_xmm_xmmm128)]
    [Executes<Rounded<FloatSubtract>>(Code.Subps_xmm_xmmm128)]
    [Executes<Rounded<FloatMultiply>>(Code.Mulps_xmm_xmmm128)]
    [Executes<Rounded<FloatDivide>>(Code.Divps_xmm_xmmm128)]
    [Executes<Rounded<FloatSquareRoot>>(Code.Sqrtps_xmm_xmmm128)]
    [Executes<Rounded<FloatMinimum>>(Code.Minps_xmm_xmmm128)]
    [Executes<Rounded<FloatMaximum>>(Code.Maxps_xmm_xmmm128)]
    public static DecodedOp* PackedSingle<TElement, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TElement : struct, IFloatElement
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (uint*)((byte*)s + op->Reg);
        var result = stackalloc uint[4];
        for (var i = 0; i < 4; i++)
        {
            result[i] = TElement.Apply(ref c, a[i], source.AsUInt32()[i]);
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(Vector128<uint>*)a = *(Vector128<uint>*)result;
        return op + 1;
    }

    [Executes<Rounded<FloatAdd>>(Code.Addpd_xmm_xmmm128)]
    [Executes<Rounded<FloatSubtract>>(Code.Subpd_xmm_xmmm128)]
    [Executes<Rounded<FloatMultiply>>(Code.Mulpd_xmm_xmmm128)]
    [Executes<Rounded<FloatDivide>>(Code.Divpd_xmm_xmmm128)]
    [Executes<Rounded<FloatSquareRoot>>(Code.Sqrtpd_xmm_xmmm128)]
    [Executes<Rounded<FloatMinimum>>(Code.Minpd_xmm_xmmm128)]
    [Executes<Rounded<FloatMaximum>>(Code.Maxpd_xmm_xmmm128)]
    public static DecodedOp* PackedDouble<TElement, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TElement : struct, IFloatElement
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (ulong*)((byte*)s + op->Reg);
        var result = stackalloc ulong[2];
        for (var i = 0; i < 2; i++)
        {
            result[i] = TElement.Apply(ref c, a[i], source.AsUInt64()[i]);
        }

        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *(Vector128<ulong>*)a = *(Vector128<ulong>*)result;
        return op + 1;
    }

    [Executes<Rounded<FloatAdd>>(Code.Addss_xmm_xmmm32)]
    [Executes<Rounded<FloatSubtract>>(Code.Subss_xmm_xmmm32)]
    [Executes<Rounded<FloatMultiply>>(Code.Mulss_xmm_xmmm32)]
    [Executes<Rounded<FloatDivide>>(Code.Divss_xmm_xmmm32)]
    [Executes<Rounded<FloatSquareRoot>>(Code.Sqrtss_xmm_xmmm32)]
    [Executes<Rounded<FloatMinimum>>(Code.Minss_xmm_xmmm32)]
    [Executes<Rounded<FloatMaximum>>(Code.Maxss_xmm_xmmm32)]
    public static DecodedOp* ScalarSingle<TElement, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TElement : struct, IFloatElement
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<uint, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (uint*)((byte*)s + op->Reg);
        var result = TElement.Apply(ref c, *a, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *a = result;
        return op + 1;
    }

    [Executes<Rounded<FloatAdd>>(Code.Addsd_xmm_xmmm64)]
    [Executes<Rounded<FloatSubtract>>(Code.Subsd_xmm_xmmm64)]
    [Executes<Rounded<FloatMultiply>>(Code.Mulsd_xmm_xmmm64)]
    [Executes<Rounded<FloatDivide>>(Code.Divsd_xmm_xmmm64)]
    [Executes<Rounded<FloatSquareRoot>>(Code.Sqrtsd_xmm_xmmm64)]
    [Executes<Rounded<FloatMinimum>>(Code.Minsd_xmm_xmmm64)]
    [Executes<Rounded<FloatMaximum>>(Code.Maxsd_xmm_xmmm64)]
    public static DecodedOp* ScalarDouble<TElement, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TElement : struct, IFloatElement
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadScalar<ulong, TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var a = (ulong*)((byte*)s + op->Reg);
        var result = TElement.Apply(ref c, *a, source);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        *a = result;
        return op + 1;
    }
}
