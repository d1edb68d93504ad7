using System.Numerics;
using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Single elements and masks between vector and general registers or memory.</summary>
internal static unsafe class PackedElements
{
    /// <summary>PINSRx: in memory the element alone, in a register its low bits.</summary>
    [Executes<byte>(Code.Pinsrb_xmm_r32m8_imm8, Code.Pinsrb_xmm_r64m8_imm8)]
    [Executes<ushort>(Code.Pinsrw_xmm_r32m16_imm8, Code.Pinsrw_xmm_r64m16_imm8)]
    [Executes<uint>(Code.Pinsrd_xmm_rm32_imm8)]
    [Executes<ulong>(Code.Pinsrq_xmm_rm64_imm8)]
    public static DecodedOp* InsertXmm<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<T>(s, op, cpu, out var value))
        {
            return null;
        }

        ((T*)((byte*)s + op->Reg))[(int)op->Imm & ((16 / sizeof(T)) - 1)] = value;
        return op + 1;
    }

    [Executes(Code.Pinsrw_mm_r32m16_imm8, Code.Pinsrw_mm_r64m16_imm8)]
    public static DecodedOp* InsertMmx<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Read<ushort>(s, op, cpu, out var value))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        var result = Vectors.GetMmx(s, op->Reg);
        ((ushort*)&result)[op->Imm & 3] = value;
        Vectors.SetMmx(s, op->Reg, result);
        return op + 1;
    }

    /// <summary>PEXTRx and EXTRACTPS: to memory the element alone, to a register with zeros above.</summary>
    [Executes<byte>(Code.Pextrb_r32m8_xmm_imm8, Code.Pextrb_r64m8_xmm_imm8)]
    [Executes<ushort>(Code.Pextrw_r32m16_xmm_imm8, Code.Pextrw_r64m16_xmm_imm8)]
    [Executes<uint>(Code.Pextrd_rm32_xmm_imm8, Code.Extractps_rm32_xmm_imm8, Code.Extractps_r64m32_xmm_imm8)]
    [Executes<ulong>(Code.Pextrq_rm64_xmm_imm8)]
    public static DecodedOp* ExtractXmm<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var value = ((T*)((byte*)s + op->Reg))[(int)op->Imm & ((16 / sizeof(T)) - 1)];
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            Registers.Write(s, op->Rm, ulong.CreateTruncating(value));
            return op + 1;
        }

        return TPlace.Write(s, op, cpu, value) ? op + 1 : null;
    }

    /// <summary>PEXTRW as SSE2 has it: from the r/m operand to a register.</summary>
    [Executes(Code.Pextrw_r32_xmm_imm8, Code.Pextrw_r64_xmm_imm8)]
    public static DecodedOp* ExtractWord(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        Registers.Write(s, op->Reg, (uint)((ushort*)((byte*)s + op->Rm))[op->Imm & 7]);
        return op + 1;
    }

    [Executes(Code.Pextrw_r32_mm_imm8, Code.Pextrw_r64_mm_imm8)]
    public static DecodedOp* ExtractMmx(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Registers.Write(s, op->Reg, (uint)((ushort*)((byte*)s + op->Rm))[op->Imm & 3]);
        return op + 1;
    }

    /// <summary>The signs of the elements: PMOVMSKB MOVMSKPS MOVMSKPD.</summary>
    [Executes<byte>(Code.Pmovmskb_r32_xmm, Code.Pmovmskb_r64_xmm)]
    [Executes<uint>(Code.Movmskps_r32_xmm, Code.Movmskps_r64_xmm)]
    [Executes<ulong>(Code.Movmskpd_r32_xmm, Code.Movmskpd_r64_xmm)]
    public static DecodedOp* SignsXmm<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var signs = Vector128.ExtractMostSignificantBits(Vector128.As<byte, T>(Vectors.GetXmm(s, op->Rm)));
        Registers.Write(s, op->Reg, signs);
        return op + 1;
    }

    [Executes(Code.Pmovmskb_r32_mm, Code.Pmovmskb_r64_mm)]
    public static DecodedOp* SignsMmx(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        var signs = Vector128.ExtractMostSignificantBits(Vectors.GetMmx(s, op->Rm));
        Registers.Write(s, op->Reg, signs);
        return op + 1;
    }
}
