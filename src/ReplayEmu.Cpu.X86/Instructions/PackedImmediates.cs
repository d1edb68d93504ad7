using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Shuffles, inserts and extracts under an immediate; masks and what else crosses between register files.</summary>
internal static unsafe class PackedImmediates
{
    [Executes(Code.Pshufd_xmm_xmmm128_imm8)]
    [Executes(Code.Pshufhw_xmm_xmmm128_imm8, Code.Pshuflw_xmm_xmmm128_imm8)]
    [Executes(Code.Shufps_xmm_xmmm128_imm8, Code.Shufpd_xmm_xmmm128_imm8)]
    public static DecodedOp* Shuffle<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var order = (int)op->Imm;
        var old = Vectors.GetXmm(s, op->Reg);
        var result = (Code)op->Code switch
        {
            Code.Pshufd_xmm_xmmm128_imm8 => Doublewords(source, source, order),
            Code.Shufps_xmm_xmmm128_imm8 => Doublewords(old, source, order),
            Code.Shufpd_xmm_xmmm128_imm8 => Vector128
                .Create(old.AsUInt64()[order & 1], source.AsUInt64()[(order >> 1) & 1])
                .AsByte(),
            Code.Pshuflw_xmm_xmmm128_imm8 => Vector128
                .Create(Words(source.AsUInt64()[0], order), source.AsUInt64()[1])
                .AsByte(),
            _ => Vector128.Create(source.AsUInt64()[0], Words(source.AsUInt64()[1], order)).AsByte(),
        };
        Vectors.SetXmm(s, op->Reg, result);
        return op + 1;
    }

    [Executes(Code.Pshufw_mm_mmm64_imm8)]
    public static DecodedOp* ShuffleMmx<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Read<ulong>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, Vector128.CreateScalar(Words(source, (int)op->Imm)).AsByte());
        return op + 1;
    }

    [Executes(Code.Pextrw_r32_xmm_imm8, Code.Pextrw_r64_xmm_imm8)]
    public static DecodedOp* ExtractXmm(X86State* s, DecodedOp* op, X86Cpu cpu)
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

    [Executes(Code.Pmovmskb_r32_xmm, Code.Pmovmskb_r64_xmm)]
    public static DecodedOp* SignsXmm(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        Registers.Write(s, op->Reg, Vectors.GetXmm(s, op->Rm).ExtractMostSignificantBits());
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
        Registers.Write(s, op->Reg, Vectors.GetMmx(s, op->Rm).ExtractMostSignificantBits());
        return op + 1;
    }

    private static Vector128<byte> Doublewords(Vector128<byte> low, Vector128<byte> high, int order)
    {
        var (a, b) = (low.AsUInt32(), high.AsUInt32());
        return Vector128.Create(a[order & 3], a[(order >> 2) & 3], b[(order >> 4) & 3], b[(order >> 6) & 3]).AsByte();
    }

    private static ulong Words(ulong source, int order)
    {
        ulong result = 0;
        for (var i = 0; i < 4; i++)
        {
            result |= ((source >> (16 * ((order >> (2 * i)) & 3))) & 0xffff) << (16 * i);
        }

        return result;
    }
}
