using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Shuffles, blends and products under an immediate.</summary>
internal static unsafe class PackedImmediates
{
    [Executes<ShuffleDoublewords>(Code.Pshufd_xmm_xmmm128_imm8)]
    [Executes<ShuffleHighWords>(Code.Pshufhw_xmm_xmmm128_imm8)]
    [Executes<ShuffleLowWords>(Code.Pshuflw_xmm_xmmm128_imm8)]
    [Executes<ShuffleSingles>(Code.Shufps_xmm_xmmm128_imm8)]
    [Executes<ShuffleDoubles>(Code.Shufpd_xmm_xmmm128_imm8)]
    [Executes<AlignRight>(Code.Palignr_xmm_xmmm128_imm8)]
    [Executes<Blend<ushort>>(Code.Pblendw_xmm_xmmm128_imm8)]
    [Executes<Blend<uint>>(Code.Blendps_xmm_xmmm128_imm8)]
    [Executes<Blend<ulong>>(Code.Blendpd_xmm_xmmm128_imm8)]
    [Executes<SumsOfDifferences>(Code.Mpsadbw_xmm_xmmm128_imm8)]
    [Executes<CarrylessMultiply>(Code.Pclmulqdq_xmm_xmmm128_imm8)]
    [Executes<AesKeyAssist>(Code.Aeskeygenassist_xmm_xmmm128_imm8)]
    public static DecodedOp* Xmm<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedImmediate
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, TOperation.Apply(Vectors.GetXmm(s, op->Reg), source, (byte)op->Imm));
        return op + 1;
    }

    [Executes<ShuffleLowWords>(Code.Pshufw_mm_mmm64_imm8)]
    [Executes<AlignRightMmx>(Code.Palignr_mm_mmm64_imm8)]
    public static DecodedOp* Mmx<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedImmediate
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !Vectors.ReadLow<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, TOperation.Apply(Vectors.GetMmx(s, op->Reg), source, (byte)op->Imm));
        return op + 1;
    }

    /// <summary>Memory gives its one element whatever the immediate chooses.</summary>
    [Executes(Code.Insertps_xmm_xmmm32_imm8)]
    public static DecodedOp* Insertps<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !TPlace.Read<uint>(s, op, cpu, out var element))
        {
            return null;
        }

        var old = Vectors.GetXmm(s, op->Reg);
        var result =
            typeof(TPlace) == typeof(MemoryPlace)
                ? InsertSingle.Insert(old, element, (int)op->Imm)
                : InsertSingle.Apply(old, Vectors.GetXmm(s, op->Rm), (int)op->Imm);
        Vectors.SetXmm(s, op->Reg, result);
        return op + 1;
    }
}
