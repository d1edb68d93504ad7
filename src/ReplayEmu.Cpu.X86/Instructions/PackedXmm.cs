using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Integer and logical operations of SSE and SSE2 on two XMM operands.</summary>
internal static unsafe class PackedXmm
{
    [Executes<PackedAddB>(Code.Paddb_xmm_xmmm128)]
    [Executes<PackedSubtractB>(Code.Psubb_xmm_xmmm128)]
    [Executes<PackedAddW>(Code.Paddw_xmm_xmmm128)]
    [Executes<PackedSubtractW>(Code.Psubw_xmm_xmmm128)]
    [Executes<PackedAddD>(Code.Paddd_xmm_xmmm128)]
    [Executes<PackedSubtractD>(Code.Psubd_xmm_xmmm128)]
    [Executes<PackedAddQ>(Code.Paddq_xmm_xmmm128)]
    [Executes<PackedSubtractQ>(Code.Psubq_xmm_xmmm128)]
    [Executes<AddSignedB>(Code.Paddsb_xmm_xmmm128)]
    [Executes<AddUnsignedB>(Code.Paddusb_xmm_xmmm128)]
    [Executes<SubtractSignedB>(Code.Psubsb_xmm_xmmm128)]
    [Executes<SubtractUnsignedB>(Code.Psubusb_xmm_xmmm128)]
    [Executes<AddSignedW>(Code.Paddsw_xmm_xmmm128)]
    [Executes<AddUnsignedW>(Code.Paddusw_xmm_xmmm128)]
    [Executes<SubtractSignedW>(Code.Psubsw_xmm_xmmm128)]
    [Executes<SubtractUnsignedW>(Code.Psubusw_xmm_xmmm128)]
    [Executes<EqualB>(Code.Pcmpeqb_xmm_xmmm128)]
    [Executes<GreaterB>(Code.Pcmpgtb_xmm_xmmm128)]
    [Executes<EqualW>(Code.Pcmpeqw_xmm_xmmm128)]
    [Executes<GreaterW>(Code.Pcmpgtw_xmm_xmmm128)]
    [Executes<EqualD>(Code.Pcmpeqd_xmm_xmmm128)]
    [Executes<GreaterD>(Code.Pcmpgtd_xmm_xmmm128)]
    [Executes<MinimumUB>(Code.Pminub_xmm_xmmm128)]
    [Executes<MaximumUB>(Code.Pmaxub_xmm_xmmm128)]
    [Executes<MinimumSW>(Code.Pminsw_xmm_xmmm128)]
    [Executes<MaximumSW>(Code.Pmaxsw_xmm_xmmm128)]
    [Executes<BitAnd>(Code.Pand_xmm_xmmm128, Code.Andps_xmm_xmmm128, Code.Andpd_xmm_xmmm128)]
    [Executes<BitAndNot>(Code.Pandn_xmm_xmmm128, Code.Andnps_xmm_xmmm128, Code.Andnpd_xmm_xmmm128)]
    [Executes<BitOr>(Code.Por_xmm_xmmm128, Code.Orps_xmm_xmmm128, Code.Orpd_xmm_xmmm128)]
    [Executes<BitXor>(Code.Pxor_xmm_xmmm128, Code.Xorps_xmm_xmmm128, Code.Xorpd_xmm_xmmm128)]
    [Executes<MultiplyLowW>(Code.Pmullw_xmm_xmmm128)]
    [Executes<MultiplyHighSW>(Code.Pmulhw_xmm_xmmm128)]
    [Executes<MultiplyHighUW>(Code.Pmulhuw_xmm_xmmm128)]
    [Executes<MultiplyEvenD>(Code.Pmuludq_xmm_xmmm128)]
    [Executes<MultiplyAddW>(Code.Pmaddwd_xmm_xmmm128)]
    [Executes<AverageB>(Code.Pavgb_xmm_xmmm128)]
    [Executes<AverageW>(Code.Pavgw_xmm_xmmm128)]
    [Executes<SumOfDifferences>(Code.Psadbw_xmm_xmmm128)]
    [Executes<ShiftLeftW>(Code.Psllw_xmm_xmmm128)]
    [Executes<ShiftRightW>(Code.Psrlw_xmm_xmmm128)]
    [Executes<ShiftArithmeticW>(Code.Psraw_xmm_xmmm128)]
    [Executes<ShiftLeftD>(Code.Pslld_xmm_xmmm128)]
    [Executes<ShiftRightD>(Code.Psrld_xmm_xmmm128)]
    [Executes<ShiftArithmeticD>(Code.Psrad_xmm_xmmm128)]
    [Executes<ShiftLeftQ>(Code.Psllq_xmm_xmmm128)]
    [Executes<ShiftRightQ>(Code.Psrlq_xmm_xmmm128)]
    [Executes<UnpackLowB>(Code.Punpcklbw_xmm_xmmm128)]
    [Executes<UnpackHighB>(Code.Punpckhbw_xmm_xmmm128)]
    [Executes<UnpackLowW>(Code.Punpcklwd_xmm_xmmm128)]
    [Executes<UnpackHighW>(Code.Punpckhwd_xmm_xmmm128)]
    [Executes<UnpackLowD>(Code.Punpckldq_xmm_xmmm128, Code.Unpcklps_xmm_xmmm128)]
    [Executes<UnpackHighD>(Code.Punpckhdq_xmm_xmmm128, Code.Unpckhps_xmm_xmmm128)]
    [Executes<UnpackLowQ>(Code.Punpcklqdq_xmm_xmmm128, Code.Unpcklpd_xmm_xmmm128)]
    [Executes<UnpackHighQ>(Code.Punpckhqdq_xmm_xmmm128, Code.Unpckhpd_xmm_xmmm128)]
    [Executes<PackSignedW>(Code.Packsswb_xmm_xmmm128)]
    [Executes<PackSignedD>(Code.Packssdw_xmm_xmmm128)]
    [Executes<PackUnsignedW>(Code.Packuswb_xmm_xmmm128)]
    public static DecodedOp* Apply<TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedOperation
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        Vectors.SetXmm(s, op->Reg, TOperation.Apply(Vectors.GetXmm(s, op->Reg), source));
        return op + 1;
    }
}
