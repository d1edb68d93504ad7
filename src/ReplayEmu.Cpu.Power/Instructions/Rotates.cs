using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Rotate and mask, and the shifts that set CA (Book I, 3.3.14). Masks are made when decoding, the shift is operand C.</summary>
internal static unsafe class Rotates
{
    [Pattern("rlwinm", "010101 rs ra sh mb me rc", Lower = nameof(Mask32))]
    public static DecodedOp* RotateWordImmediate<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing => Finish<TRc, TMode>(s, op, Word(Operand.T(s, op), op->C) & op->Imm);

    [Pattern("rlwnm", "010111 rs ra rb mb me rc", Lower = nameof(Mask32))]
    public static DecodedOp* RotateWord<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Finish<TRc, TMode>(s, op, Word(Operand.T(s, op), (int)Operand.B(s, op) & 31) & op->Imm);

    [Pattern("rlwimi", "010100 rs ra sh mb me rc", Lower = nameof(Mask32))]
    public static DecodedOp* RotateWordInsert<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Finish<TRc, TMode>(s, op, (Word(Operand.T(s, op), op->C) & op->Imm) | (Operand.A(s, op) & ~op->Imm));

    [Pattern("rldicl", "011110 rs ra sh:5 mb:6 000 sh5:1 rc", Lower = nameof(MaskLeft))]
    [Pattern("rldicr", "011110 rs ra sh:5 mb:6 001 sh5:1 rc", Lower = nameof(MaskRight))]
    [Pattern("rldic", "011110 rs ra sh:5 mb:6 010 sh5:1 rc", Lower = nameof(MaskClear))]
    public static DecodedOp* RotateDoublewordImmediate<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Finish<TRc, TMode>(s, op, BitOperations.RotateLeft(Operand.T(s, op), op->C) & op->Imm);

    [Pattern("rldimi", "011110 rs ra sh:5 mb:6 011 sh5:1 rc", Lower = nameof(MaskClear))]
    public static DecodedOp* RotateDoublewordInsert<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        var rotated = BitOperations.RotateLeft(Operand.T(s, op), op->C);
        return Finish<TRc, TMode>(s, op, (rotated & op->Imm) | (Operand.A(s, op) & ~op->Imm));
    }

    [Pattern("rldcl", "011110 rs ra rb mb:6 1000 rc", Lower = nameof(MaskLeft))]
    [Pattern("rldcr", "011110 rs ra rb mb:6 1001 rc", Lower = nameof(MaskRight))]
    public static DecodedOp* RotateDoubleword<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Finish<TRc, TMode>(s, op, BitOperations.RotateLeft(Operand.T(s, op), (int)Operand.B(s, op) & 63) & op->Imm);

    [Pattern("sraw", "011111 rs ra rb 1100011000 rc")]
    public static DecodedOp* ShiftRightAlgebraic32<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Algebraic<TRc, TMode>(s, op, (int)Operand.T(s, op), int.Min((int)Operand.B(s, op) & 63, 63));

    [Pattern("srawi", "011111 rs ra sh 1100111000 rc")]
    public static DecodedOp* ShiftRightAlgebraic32Immediate<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing => Algebraic<TRc, TMode>(s, op, (int)Operand.T(s, op), (int)op->Imm);

    [Pattern("srad", "011111 rs ra rb 1100011010 rc")]
    public static DecodedOp* ShiftRightAlgebraic64<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing =>
        Algebraic<TRc, TMode>(s, op, (long)Operand.T(s, op), (int)Operand.B(s, op) & 127);

    [Pattern("sradi", "011111 rs ra sh 110011101 sh5:1 rc", Lower = nameof(Shift64))]
    public static DecodedOp* ShiftRightAlgebraic64Immediate<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing => Algebraic<TRc, TMode>(s, op, (long)Operand.T(s, op), op->C);

    [Pattern("extswsli", "011111 rs ra sh 110111101 sh5:1 rc", Since = IsaLevel.V300, Lower = nameof(Shift64))]
    public static DecodedOp* ExtendAndShift<TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing => Finish<TRc, TMode>(s, op, (ulong)(int)Operand.T(s, op) << op->C);

    public static void Mask32(DecodedOp* op)
    {
        op->C = (ushort)(op->Word >> 11 & 31);
        // The mask of words is within the low half, or wraps around through the high one.
        op->Imm = Mask((int)(op->Word >> 6 & 31) + 32, (int)(op->Word >> 1 & 31) + 32);
    }

    public static void MaskLeft(DecodedOp* op)
    {
        Shift64(op);
        op->Imm = Mask(MaskField(op), 63);
    }

    public static void MaskRight(DecodedOp* op)
    {
        Shift64(op);
        op->Imm = Mask(0, MaskField(op));
    }

    public static void MaskClear(DecodedOp* op)
    {
        Shift64(op);
        op->Imm = Mask(MaskField(op), 63 - op->C);
    }

    public static void Shift64(DecodedOp* op) => op->C = (ushort)((op->Word >> 11 & 31) | ((op->Word >> 1 & 1) << 5));

    private static int MaskField(DecodedOp* op) => (int)((op->Word >> 6 & 31) | (op->Word & 32));

    /// <summary>Ones from one bit to another, counted from the left; around the end when the first is behind the last.</summary>
    private static ulong Mask(int first, int last)
    {
        var fromFirst = ulong.MaxValue >> first;
        var toLast = ulong.MaxValue << (63 - last);
        return first <= last ? fromFirst & toLast : fromFirst | toLast;
    }

    /// <summary>A word rotated, in both halves.</summary>
    private static ulong Word(ulong value, int shift)
    {
        var rotated = (ulong)BitOperations.RotateLeft((uint)value, shift);
        return rotated | (rotated << 32);
    }

    private static DecodedOp* Algebraic<TRc, TMode>(PowerCpuState* s, DecodedOp* op, long value, int shift)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        var kept = value >> int.Min(shift, 63);
        var lost = shift > 63 ? value != 0 : (value & ((1L << shift) - 1)) != 0;
        var carry = value < 0 && lost;
        Operand.Carry(s, carry, carry);
        return Finish<TRc, TMode>(s, op, (ulong)kept);
    }

    private static DecodedOp* Finish<TRc, TMode>(PowerCpuState* s, DecodedOp* op, ulong result)
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        Operand.A(s, op) = result;
        Operand.Record<TRc, TMode>(s, result);
        return op + 1;
    }
}
