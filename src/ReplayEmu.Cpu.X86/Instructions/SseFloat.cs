using System.Numerics;
using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>How much of the r/m operand an instruction reads.</summary>
internal unsafe interface IVectorSource
{
    static abstract bool Read<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace;
}

/// <summary>16 bytes, which must be aligned in memory.</summary>
internal readonly unsafe struct Whole : IVectorSource
{
    public static bool Read<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace => Vectors.ReadAligned<TPlace>(s, op, cpu, out value);
}

/// <summary>8 bytes: two elements; also an MMX register.</summary>
internal readonly unsafe struct Part<T> : IVectorSource
    where T : unmanaged, IBinaryInteger<T>
{
    public static bool Read<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace
    {
        var done = TPlace.Read<T>(s, op, cpu, out var part);
        value = Vector128.CreateScalar(part).AsByte();
        return done;
    }
}

/// <summary>Floating-point arithmetic, compares and conversions of SSE to SSE4.1 on whole XMM registers.</summary>
internal static unsafe class SseFloat
{
    [Executes<Whole, Each<uint, Rounded<FloatAdd>>>(Code.Addps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, Rounded<FloatAdd>>>(Code.Addpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, Rounded<FloatSubtract>>>(Code.Subps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, Rounded<FloatSubtract>>>(Code.Subpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, Rounded<FloatMultiply>>>(Code.Mulps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, Rounded<FloatMultiply>>>(Code.Mulpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, Rounded<FloatDivide>>>(Code.Divps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, Rounded<FloatDivide>>>(Code.Divpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, Rounded<FloatSquareRoot>>>(Code.Sqrtps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, Rounded<FloatSquareRoot>>>(Code.Sqrtpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, FloatMinimum>>(Code.Minps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, FloatMinimum>>(Code.Minpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, FloatMaximum>>(Code.Maxps_xmm_xmmm128)]
    [Executes<Whole, Each<ulong, FloatMaximum>>(Code.Maxpd_xmm_xmmm128)]
    [Executes<Whole, Each<uint, ComparePredicate>>(Code.Cmpps_xmm_xmmm128_imm8)]
    [Executes<Whole, Each<ulong, ComparePredicate>>(Code.Cmppd_xmm_xmmm128_imm8)]
    [Executes<Whole, Each<uint, RoundIntegral>>(Code.Roundps_xmm_xmmm128_imm8)]
    [Executes<Whole, Each<ulong, RoundIntegral>>(Code.Roundpd_xmm_xmmm128_imm8)]
    [Executes<Whole, Each<uint, Reciprocal>>(Code.Rcpps_xmm_xmmm128)]
    [Executes<Whole, Each<uint, ReciprocalRoot>>(Code.Rsqrtps_xmm_xmmm128)]
    [Executes<Whole, AddSubtract<uint>>(Code.Addsubps_xmm_xmmm128)]
    [Executes<Whole, Neighbours<uint, Rounded<FloatAdd>>>(Code.Haddps_xmm_xmmm128)]
    [Executes<Whole, Neighbours<uint, Rounded<FloatSubtract>>>(Code.Hsubps_xmm_xmmm128)]
    [Executes<Whole, DotProduct<uint>>(Code.Dpps_xmm_xmmm128_imm8)]
    [Executes<Whole, AddSubtract<ulong>>(Code.Addsubpd_xmm_xmmm128)]
    [Executes<Whole, Neighbours<ulong, Rounded<FloatAdd>>>(Code.Haddpd_xmm_xmmm128)]
    [Executes<Whole, Neighbours<ulong, Rounded<FloatSubtract>>>(Code.Hsubpd_xmm_xmmm128)]
    [Executes<Whole, DotProduct<ulong>>(Code.Dppd_xmm_xmmm128_imm8)]
    [Executes<Part<ulong>, ConvertEach<uint, ulong, Precision<uint, ulong>>>(Code.Cvtps2pd_xmm_xmmm64)]
    [Executes<Whole, ConvertEach<ulong, uint, Precision<ulong, uint>>>(Code.Cvtpd2ps_xmm_xmmm128)]
    [Executes<Whole, ConvertEach<int, uint, FromInteger<int, uint>>>(Code.Cvtdq2ps_xmm_xmmm128)]
    [Executes<Part<ulong>, ConvertEach<int, ulong, FromInteger<int, ulong>>>(Code.Cvtdq2pd_xmm_xmmm64)]
    [Executes<Whole, ConvertEach<uint, uint, ToInteger<uint, uint, AsSet>>>(Code.Cvtps2dq_xmm_xmmm128)]
    [Executes<Whole, ConvertEach<ulong, uint, ToInteger<ulong, uint, AsSet>>>(Code.Cvtpd2dq_xmm_xmmm128)]
    [Executes<Whole, ConvertEach<uint, uint, ToInteger<uint, uint, Truncated>>>(Code.Cvttps2dq_xmm_xmmm128)]
    [Executes<Whole, ConvertEach<ulong, uint, ToInteger<ulong, uint, Truncated>>>(Code.Cvttpd2dq_xmm_xmmm128)]
    public static DecodedOp* Apply<TSource, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TSource : struct, IVectorSource
        where TOperation : struct, IFloatVector
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TSource.Read<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = TOperation.Apply(ref c, Vectors.GetXmm(s, op->Reg), source, (int)op->Imm);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, result);
        return op + 1;
    }
}
