using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CVTPI2PS CVTPI2PD CVTPS2PI CVTTPS2PI CVTPD2PI CVTTPD2PI: between MMX and XMM registers.</summary>
internal static unsafe class SseMmxConversions
{
    /// <summary>
    /// From memory they leave the MMX and x87 state alone. Intel's manual says so of CVTPI2PD only, AMD's processors do it for both.
    /// </summary>
    [Executes<ConvertPair>(Code.Cvtpi2ps_xmm_mmm64)]
    [Executes<ConvertEach<int, ulong, FromInteger<int, ulong>>>(Code.Cvtpi2pd_xmm_mmm64)]
    public static DecodedOp* FromMmx<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IFloatVector
        where TPlace : struct, IPlace
    {
        var entersMmx = typeof(TPlace) == typeof(RegisterPlace);
        if (
            !Vectors.BeginSse(s, op, cpu)
            || (entersMmx && !Vectors.BeginMmx(s, op, cpu))
            || !Vectors.ReadLow<TPlace>(s, op, cpu, out var source)
        )
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = TOperation.Apply(ref c, Vectors.GetXmm(s, op->Reg), source, 0);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        if (entersMmx)
        {
            Vectors.EnterMmx(s);
        }

        Vectors.SetXmm(s, op->Reg, result);
        return op + 1;
    }

    [Executes<Part<ulong>, ConvertEach<uint, uint, ToInteger<uint, uint, AsSet>>>(Code.Cvtps2pi_mm_xmmm64)]
    [Executes<Part<ulong>, ConvertEach<uint, uint, ToInteger<uint, uint, Truncated>>>(Code.Cvttps2pi_mm_xmmm64)]
    [Executes<Whole, ConvertEach<ulong, uint, ToInteger<ulong, uint, AsSet>>>(Code.Cvtpd2pi_mm_xmmm128)]
    [Executes<Whole, ConvertEach<ulong, uint, ToInteger<ulong, uint, Truncated>>>(Code.Cvttpd2pi_mm_xmmm128)]
    public static DecodedOp* ToMmx<TSource, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TSource : struct, IVectorSource
        where TOperation : struct, IFloatVector
        where TPlace : struct, IPlace
    {
        if (
            !Vectors.BeginSse(s, op, cpu)
            || !Vectors.BeginMmx(s, op, cpu)
            || !TSource.Read<TPlace>(s, op, cpu, out var source)
        )
        {
            return null;
        }

        var c = Vectors.Context(s);
        var result = TOperation.Apply(ref c, default, source, 0);
        if (!Vectors.Commit(s, op, cpu, c))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, result);
        return op + 1;
    }
}
