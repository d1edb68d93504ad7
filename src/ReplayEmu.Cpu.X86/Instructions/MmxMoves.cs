using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOVD MOVQ MOVNTQ MOVQ2DQ MOVDQ2Q EMMS.</summary>
internal static unsafe class MmxMoves
{
    [Executes(Code.Movq_mm_mmm64, Code.Movq_mm_rm64)]
    public static DecodedOp* Load<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !Vectors.ReadLow<TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, value);
        return op + 1;
    }

    [Executes(Code.Movd_mm_rm32)]
    public static DecodedOp* LoadDoubleword<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Read<uint>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, Vector128.CreateScalar((ulong)value).AsByte());
        return op + 1;
    }

    [Executes(Code.Movntq_m64_mm, Code.Movq_rm64_mm)]
    public static DecodedOp* Store<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Write(s, op, cpu, *(ulong*)((byte*)s + op->Reg)))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        return op + 1;
    }

    [Executes(Code.Movq_mmm64_mm)]
    public static DecodedOp* Move<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (typeof(TPlace) == typeof(MemoryPlace))
        {
            return Store<TPlace>(s, op, cpu);
        }

        if (!Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Rm, Vectors.GetMmx(s, op->Reg));
        return op + 1;
    }

    [Executes(Code.Movd_rm32_mm)]
    public static DecodedOp* StoreDoubleword<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Write(s, op, cpu, *(uint*)((byte*)s + op->Reg)))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        return op + 1;
    }

    [Executes(Code.Movq2dq_xmm_mm)]
    public static DecodedOp* ToXmm(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetXmm(s, op->Reg, Vectors.GetMmx(s, op->Rm));
        return op + 1;
    }

    [Executes(Code.Movdq2q_mm_xmm)]
    public static DecodedOp* FromXmm(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, Vectors.GetXmm(s, op->Rm));
        return op + 1;
    }

    [Executes(Code.Emms)]
    public static DecodedOp* Emms(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        s->FpuTag = ushort.MaxValue;
        s->FpuStatus = (ushort)(s->FpuStatus & ~0x3800);
        return op + 1;
    }
}
