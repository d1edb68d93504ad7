using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MMX, and the MMX forms that came with SSE, SSE2 and SSSE3.</summary>
internal static unsafe class PackedMmx
{
    [Executes<PackedAdd<byte>>(Code.Paddb_mm_mmm64)]
    [Executes<PackedSubtract<byte>>(Code.Psubb_mm_mmm64)]
    [Executes<PackedAdd<ushort>>(Code.Paddw_mm_mmm64)]
    [Executes<PackedSubtract<ushort>>(Code.Psubw_mm_mmm64)]
    [Executes<PackedAdd<uint>>(Code.Paddd_mm_mmm64)]
    [Executes<PackedSubtract<uint>>(Code.Psubd_mm_mmm64)]
    [Executes<PackedAdd<ulong>>(Code.Paddq_mm_mmm64)]
    [Executes<PackedSubtract<ulong>>(Code.Psubq_mm_mmm64)]
    [Executes<AddSaturated<sbyte>>(Code.Paddsb_mm_mmm64)]
    [Executes<AddSaturated<byte>>(Code.Paddusb_mm_mmm64)]
    [Executes<SubtractSaturated<sbyte>>(Code.Psubsb_mm_mmm64)]
    [Executes<SubtractSaturated<byte>>(Code.Psubusb_mm_mmm64)]
    [Executes<AddSaturated<short>>(Code.Paddsw_mm_mmm64)]
    [Executes<AddSaturated<ushort>>(Code.Paddusw_mm_mmm64)]
    [Executes<SubtractSaturated<short>>(Code.Psubsw_mm_mmm64)]
    [Executes<SubtractSaturated<ushort>>(Code.Psubusw_mm_mmm64)]
    [Executes<PackedEqual<byte>>(Code.Pcmpeqb_mm_mmm64)]
    [Executes<PackedGreater<sbyte>>(Code.Pcmpgtb_mm_mmm64)]
    [Executes<PackedEqual<ushort>>(Code.Pcmpeqw_mm_mmm64)]
    [Executes<PackedGreater<short>>(Code.Pcmpgtw_mm_mmm64)]
    [Executes<PackedEqual<uint>>(Code.Pcmpeqd_mm_mmm64)]
    [Executes<PackedGreater<int>>(Code.Pcmpgtd_mm_mmm64)]
    [Executes<PackedMinimum<byte>>(Code.Pminub_mm_mmm64)]
    [Executes<PackedMaximum<byte>>(Code.Pmaxub_mm_mmm64)]
    [Executes<PackedMinimum<short>>(Code.Pminsw_mm_mmm64)]
    [Executes<PackedMaximum<short>>(Code.Pmaxsw_mm_mmm64)]
    [Executes<PackedAbsolute<sbyte>>(Code.Pabsb_mm_mmm64)]
    [Executes<PackedSign<sbyte>>(Code.Psignb_mm_mmm64)]
    [Executes<PackedAbsolute<short>>(Code.Pabsw_mm_mmm64)]
    [Executes<PackedSign<short>>(Code.Psignw_mm_mmm64)]
    [Executes<PackedAbsolute<int>>(Code.Pabsd_mm_mmm64)]
    [Executes<PackedSign<int>>(Code.Psignd_mm_mmm64)]
    [Executes<BitAnd>(Code.Pand_mm_mmm64)]
    [Executes<BitAndNot>(Code.Pandn_mm_mmm64)]
    [Executes<BitOr>(Code.Por_mm_mmm64)]
    [Executes<BitXor>(Code.Pxor_mm_mmm64)]
    [Executes<MultiplyLow<ushort>>(Code.Pmullw_mm_mmm64)]
    [Executes<MultiplyHighSigned>(Code.Pmulhw_mm_mmm64)]
    [Executes<MultiplyHighUnsigned>(Code.Pmulhuw_mm_mmm64)]
    [Executes<MultiplyHighRounded>(Code.Pmulhrsw_mm_mmm64)]
    [Executes<MultiplyEvenUnsigned>(Code.Pmuludq_mm_mmm64)]
    [Executes<MultiplyAddWords>(Code.Pmaddwd_mm_mmm64)]
    [Executes<MultiplyAddBytes>(Code.Pmaddubsw_mm_mmm64)]
    [Executes<AverageBytes>(Code.Pavgb_mm_mmm64)]
    [Executes<AverageWords>(Code.Pavgw_mm_mmm64)]
    [Executes<SumOfDifferences>(Code.Psadbw_mm_mmm64)]
    [Executes<ShiftLeft<ushort>>(Code.Psllw_mm_mmm64)]
    [Executes<ShiftRight<ushort>>(Code.Psrlw_mm_mmm64)]
    [Executes<ShiftLeft<uint>>(Code.Pslld_mm_mmm64)]
    [Executes<ShiftRight<uint>>(Code.Psrld_mm_mmm64)]
    [Executes<ShiftLeft<ulong>>(Code.Psllq_mm_mmm64)]
    [Executes<ShiftRight<ulong>>(Code.Psrlq_mm_mmm64)]
    [Executes<ShiftArithmetic<short>>(Code.Psraw_mm_mmm64)]
    [Executes<ShiftArithmetic<int>>(Code.Psrad_mm_mmm64)]
    [Executes<UnpackHighMmx<byte>>(Code.Punpckhbw_mm_mmm64)]
    [Executes<UnpackHighMmx<ushort>>(Code.Punpckhwd_mm_mmm64)]
    [Executes<UnpackHighMmx<uint>>(Code.Punpckhdq_mm_mmm64)]
    [Executes<Joined<PackSignedWords>>(Code.Packsswb_mm_mmm64)]
    [Executes<Joined<PackSignedDoublewords>>(Code.Packssdw_mm_mmm64)]
    [Executes<Joined<PackUnsignedWords>>(Code.Packuswb_mm_mmm64)]
    [Executes<Joined<Horizontal<ushort, PackedAdd<ushort>>>>(Code.Phaddw_mm_mmm64)]
    [Executes<Joined<Horizontal<ushort, PackedSubtract<ushort>>>>(Code.Phsubw_mm_mmm64)]
    [Executes<Joined<Horizontal<uint, PackedAdd<uint>>>>(Code.Phaddd_mm_mmm64)]
    [Executes<Joined<Horizontal<uint, PackedSubtract<uint>>>>(Code.Phsubd_mm_mmm64)]
    [Executes<Joined<Horizontal<ushort, AddSaturated<short>>>>(Code.Phaddsw_mm_mmm64)]
    [Executes<Joined<Horizontal<ushort, SubtractSaturated<short>>>>(Code.Phsubsw_mm_mmm64)]
    [Executes<ShuffleBytesMmx>(Code.Pshufb_mm_mmm64)]
    public static DecodedOp* Apply<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedOperation
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !Vectors.ReadLow<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        Vectors.SetMmx(s, op->Reg, TOperation.Apply(Vectors.GetMmx(s, op->Reg), source));
        return op + 1;
    }

    /// <summary>These read half an operand only.</summary>
    [Executes<UnpackLow<byte>>(Code.Punpcklbw_mm_mmm32)]
    [Executes<UnpackLow<ushort>>(Code.Punpcklwd_mm_mmm32)]
    [Executes<UnpackLow<uint>>(Code.Punpckldq_mm_mmm32)]
    public static DecodedOp* ApplyHalf<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedOperation
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !TPlace.Read<uint>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        var b = Vector128.CreateScalar(source).AsByte();
        Vectors.SetMmx(s, op->Reg, TOperation.Apply(Vectors.GetMmx(s, op->Reg), b));
        return op + 1;
    }
}
