using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOVAPS MOVUPS MOVDQA MOVDQU and the moves of parts of XMM registers.</summary>
internal static unsafe class SseMoves
{
    [Executes(Code.Movaps_xmm_xmmm128, Code.Movapd_xmm_xmmm128, Code.Movdqa_xmm_xmmm128)]
    [Executes(Code.Movntdqa_xmm_m128)]
    public static DecodedOp* LoadAligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, value);
        return op + 1;
    }

    [Executes(Code.Movups_xmm_xmmm128, Code.Movupd_xmm_xmmm128, Code.Movdqu_xmm_xmmm128, Code.Lddqu_xmm_m128)]
    public static DecodedOp* LoadUnaligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadUnaligned<TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, value);
        return op + 1;
    }

    [Executes(Code.Movaps_xmmm128_xmm, Code.Movapd_xmmm128_xmm, Code.Movdqa_xmmm128_xmm)]
    [Executes(Code.Movntps_m128_xmm, Code.Movntpd_m128_xmm, Code.Movntdq_m128_xmm)]
    public static DecodedOp* StoreAligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var aligned = typeof(TPlace) == typeof(RegisterPlace) || Vectors.IsAligned(s, op, cpu);
        return aligned ? Store<TPlace>(s, op, cpu) : null;
    }

    [Executes(Code.Movups_xmmm128_xmm, Code.Movupd_xmmm128_xmm, Code.Movdqu_xmmm128_xmm)]
    public static DecodedOp* StoreUnaligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => Vectors.BeginSse(s, op, cpu) ? Store<TPlace>(s, op, cpu) : null;

    /// <summary>From memory the rest of the register is cleared, from a register it stays.</summary>
    [Executes(Code.Movss_xmm_xmmm32)]
    public static DecodedOp* LoadSingle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<uint>(s, op, cpu, out var value))
        {
            return null;
        }

        var destination = (uint*)((byte*)s + op->Reg);
        if (typeof(TPlace) == typeof(MemoryPlace))
        {
            *(Vector128<uint>*)destination = default;
        }

        *destination = value;
        return op + 1;
    }

    /// <inheritdoc cref="LoadSingle"/>
    [Executes(Code.Movsd_xmm_xmmm64)]
    public static DecodedOp* LoadDouble<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<ulong>(s, op, cpu, out var value))
        {
            return null;
        }

        var destination = (ulong*)((byte*)s + op->Reg);
        if (typeof(TPlace) == typeof(MemoryPlace))
        {
            destination[1] = 0;
        }

        *destination = value;
        return op + 1;
    }

    [Executes(Code.Movss_xmmm32_xmm, Code.Movntss_m32_xmm)]
    public static DecodedOp* StoreSingle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var value = *(uint*)((byte*)s + op->Reg);
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            *(uint*)((byte*)s + op->Rm) = value;
            return op + 1;
        }

        return TPlace.Write(s, op, cpu, value) ? op + 1 : null;
    }

    [Executes(Code.Movsd_xmmm64_xmm, Code.Movlps_m64_xmm, Code.Movlpd_m64_xmm, Code.Movntsd_m64_xmm)]
    public static DecodedOp* StoreDouble<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace =>
        Vectors.BeginSse(s, op, cpu) && TPlace.Write(s, op, cpu, *(ulong*)((byte*)s + op->Reg)) ? op + 1 : null;

    [Executes(Code.Movhps_m64_xmm, Code.Movhpd_m64_xmm)]
    public static DecodedOp* StoreHigh(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        Vectors.BeginSse(s, op, cpu) && MemoryPlace.Write(s, op, cpu, ((ulong*)((byte*)s + op->Reg))[1])
            ? op + 1
            : null;

    [Executes(Code.Movlps_xmm_m64, Code.Movlpd_xmm_m64)]
    public static DecodedOp* LoadLow(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu) || !MemoryPlace.Read<ulong>(s, op, cpu, out var value))
        {
            return null;
        }

        *(ulong*)((byte*)s + op->Reg) = value;
        return op + 1;
    }

    [Executes(Code.Movhps_xmm_m64, Code.Movhpd_xmm_m64, Code.Movlhps_xmm_xmm)]
    public static DecodedOp* LoadHigh<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<ulong>(s, op, cpu, out var value))
        {
            return null;
        }

        ((ulong*)((byte*)s + op->Reg))[1] = value;
        return op + 1;
    }

    [Executes(Code.Movhlps_xmm_xmm)]
    public static DecodedOp* HighToLow(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        *(ulong*)((byte*)s + op->Reg) = ((ulong*)((byte*)s + op->Rm))[1];
        return op + 1;
    }

    [Executes(Code.Movq_xmm_xmmm64)]
    public static DecodedOp* LoadQuad<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadLow<TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, value);
        return op + 1;
    }

    [Executes(Code.Movq_xmmm64_xmm)]
    public static DecodedOp* StoreQuad<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var value = *(ulong*)((byte*)s + op->Reg);
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            Vectors.SetXmm(s, op->Rm, Vector128.CreateScalar(value).AsByte());
            return op + 1;
        }

        return TPlace.Write(s, op, cpu, value) ? op + 1 : null;
    }

    [Executes(Code.Movd_xmm_rm32)]
    public static DecodedOp* FromGeneral<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<uint>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, Vector128.CreateScalar(value).AsByte());
        return op + 1;
    }

    [Executes(Code.Movq_xmm_rm64)]
    public static DecodedOp* FromGeneral64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => LoadQuad<TPlace>(s, op, cpu);

    [Executes(Code.Movd_rm32_xmm)]
    public static DecodedOp* ToGeneral<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace =>
        Vectors.BeginSse(s, op, cpu) && TPlace.Write(s, op, cpu, *(uint*)((byte*)s + op->Reg)) ? op + 1 : null;

    [Executes(Code.Movq_rm64_xmm)]
    public static DecodedOp* ToGeneral64<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => StoreDouble<TPlace>(s, op, cpu);

    private static DecodedOp* Store<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        var value = Vectors.GetXmm(s, op->Reg);
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            Vectors.SetXmm(s, op->Rm, value);
            return op + 1;
        }

        return Vectors.WriteMemory(s, op, cpu, value) ? op + 1 : null;
    }
}
