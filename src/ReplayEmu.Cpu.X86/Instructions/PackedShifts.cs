using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Shifts by an immediate, PSLLDQ PSRLDQ included.</summary>
internal static unsafe class PackedShifts
{
    [Executes<ShiftLeft<ushort>>(Code.Psllw_xmm_imm8)]
    [Executes<ShiftRight<ushort>>(Code.Psrlw_xmm_imm8)]
    [Executes<ShiftArithmetic<short>>(Code.Psraw_xmm_imm8)]
    [Executes<ShiftLeft<uint>>(Code.Pslld_xmm_imm8)]
    [Executes<ShiftRight<uint>>(Code.Psrld_xmm_imm8)]
    [Executes<ShiftArithmetic<int>>(Code.Psrad_xmm_imm8)]
    [Executes<ShiftLeft<ulong>>(Code.Psllq_xmm_imm8)]
    [Executes<ShiftRight<ulong>>(Code.Psrlq_xmm_imm8)]
    public static DecodedOp* Xmm<TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedOperation
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var count = Vector128.CreateScalar(op->Imm & 0xff).AsByte();
        Vectors.SetXmm(s, op->Rm, TOperation.Apply(Vectors.GetXmm(s, op->Rm), count));
        return op + 1;
    }

    [Executes<ShiftLeft<ushort>>(Code.Psllw_mm_imm8)]
    [Executes<ShiftRight<ushort>>(Code.Psrlw_mm_imm8)]
    [Executes<ShiftArithmetic<short>>(Code.Psraw_mm_imm8)]
    [Executes<ShiftLeft<uint>>(Code.Pslld_mm_imm8)]
    [Executes<ShiftRight<uint>>(Code.Psrld_mm_imm8)]
    [Executes<ShiftArithmetic<int>>(Code.Psrad_mm_imm8)]
    [Executes<ShiftLeft<ulong>>(Code.Psllq_mm_imm8)]
    [Executes<ShiftRight<ulong>>(Code.Psrlq_mm_imm8)]
    public static DecodedOp* Mmx<TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TOperation : struct, IPackedOperation
    {
        if (!Vectors.BeginMmx(s, op, cpu))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        var count = Vector128.CreateScalar(op->Imm & 0xff).AsByte();
        Vectors.SetMmx(s, op->Rm, TOperation.Apply(Vectors.GetMmx(s, op->Rm), count));
        return op + 1;
    }

    [Executes(Code.Pslldq_xmm_imm8, Code.Psrldq_xmm_imm8)]
    public static DecodedOp* Bytes(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var count = (int)System.Math.Min(op->Imm & 0xff, 16);
        var source = Vectors.GetXmm(s, op->Rm);
        var left = (Code)op->Code == Code.Pslldq_xmm_imm8;
        Vectors.SetXmm(s, op->Rm, PackedShuffle.ShiftBytes(source, left ? count : -count));
        return op + 1;
    }
}
