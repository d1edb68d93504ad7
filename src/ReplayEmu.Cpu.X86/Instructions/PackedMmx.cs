using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MMX, and the MMX forms that came with SSE and SSE2.</summary>
internal static unsafe class PackedMmx
{
    [Executes<PackedAddB>(Code.Paddb_mm_mmm64)]
    [Executes<PackedSubtractB>(Code.Psubb_mm_mmm64)]
    [Executes<PackedAddW>(Code.Paddw_mm_mmm64)]
    [Executes<PackedSubtractW>(Code.Psubw_mm_mmm64)]
    [Executes<PackedAddD>(Code.Paddd_mm_mmm64)]
    [Executes<PackedSubtractD>(Code.Psubd_mm_mmm64)]
    [Executes<PackedAddQ>(Code.Paddq_mm_mmm64)]
    [Executes<PackedSubtractQ>(Code.Psubq_mm_mmm64)]
    [Executes<AddSignedB>(Code.Paddsb_mm_mmm64)]
    [Executes<AddUnsignedB>(Code.Paddusb_mm_mmm64)]
    [Executes<SubtractSignedB>(Code.Psubsb_mm_mmm64)]
    [Executes<SubtractUnsignedB>(Code.Psubusb_mm_mmm64)]
    [Executes<AddSignedW>(Code.Paddsw_mm_mmm64)]
    [Executes<AddUnsignedW>(Code.Paddusw_mm_mmm64)]
    [Executes<SubtractSignedW>(Code.Psubsw_mm_mmm64)]
    [Executes<SubtractUnsignedW>(Code.Psubusw_mm_mmm64)]
    [Executes<EqualB>(Code.Pcmpeqb_mm_mmm64)]
    [Executes<GreaterB>(Code.Pcmpgtb_mm_mmm64)]
    [Executes<EqualW>(Code.Pcmpeqw_mm_mmm64)]
    [Executes<GreaterW>(Code.Pcmpgtw_mm_mmm64)]
    [Executes<EqualD>(Code.Pcmpeqd_mm_mmm64)]
    [Executes<GreaterD>(Code.Pcmpgtd_mm_mmm64)]
    [Executes<MinimumUB>(Code.Pminub_mm_mmm64)]
    [Executes<MaximumUB>(Code.Pmaxub_mm_mmm64)]
    [Executes<MinimumSW>(Code.Pminsw_mm_mmm64)]
    [Executes<MaximumSW>(Code.Pmaxsw_mm_mmm64)]
    [Executes<BitAnd>(Code.Pand_mm_mmm64)]
    [Executes<BitAndNot>(Code.Pandn_mm_mmm64)]
    [Executes<BitOr>(Code.Por_mm_mmm64)]
    [Executes<BitXor>(Code.Pxor_mm_mmm64)]
    [Executes<MultiplyLowW>(Code.Pmullw_mm_mmm64)]
    [Executes<MultiplyHighSW>(Code.Pmulhw_mm_mmm64)]
    [Executes<MultiplyHighUW>(Code.Pmulhuw_mm_mmm64)]
    [Executes<MultiplyEvenD>(Code.Pmuludq_mm_mmm64)]
    [Executes<MultiplyAddW>(Code.Pmaddwd_mm_mmm64)]
    [Executes<AverageB>(Code.Pavgb_mm_mmm64)]
    [Executes<AverageW>(Code.Pavgw_mm_mmm64)]
    [Executes<SumOfDifferences>(Code.Psadbw_mm_mmm64)]
    [Executes<ShiftLeftW>(Code.Psllw_mm_mmm64)]
    [Executes<ShiftRightW>(Code.Psrlw_mm_mmm64)]
    [Executes<ShiftArithmeticW>(Code.Psraw_mm_mmm64)]
    [Executes<ShiftLeftD>(Code.Pslld_mm_mmm64)]
    [Executes<ShiftRightD>(Code.Psrld_mm_mmm64)]
    [Executes<ShiftArithmeticD>(Code.Psrad_mm_mmm64)]
    [Executes<ShiftLeftQ>(Code.Psllq_mm_mmm64)]
    [Executes<ShiftRightQ>(Code.Psrlq_mm_mmm64)]
    [Executes<UnpackLowBMmx>(Code.Punpcklbw_mm_mmm32)]
    [Executes<UnpackHighBMmx>(Code.Punpckhbw_mm_mmm64)]
    [Executes<UnpackLowWMmx>(Code.Punpcklwd_mm_mmm32)]
    [Executes<UnpackHighWMmx>(Code.Punpckhwd_mm_mmm64)]
    [Executes<UnpackLowDMmx>(Code.Punpckldq_mm_mmm32)]
    [Executes<UnpackHighDMmx>(Code.Punpckhdq_mm_mmm64)]
    [Executes<PackSignedWMmx>(Code.Packsswb_mm_mmm64)]
    [Executes<PackSignedDMmx>(Code.Packssdw_mm_mmm64)]
    [Executes<PackUnsignedWMmx>(Code.Packuswb_mm_mmm64)]
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
}
