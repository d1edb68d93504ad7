using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Comparisons, traps on them, and select (Book I, 3.3.10 to 3.3.12).</summary>
internal static unsafe class Compares
{
    [Pattern<long>("cmpdi", "001011 bf - 1 ra si")]
    [Pattern<int>("cmpwi", "001011 bf - 0 ra si")]
    [Pattern<ulong>("cmpldi", "001010 bf - 1 ra ui")]
    [Pattern<uint>("cmplwi", "001010 bf - 0 ra ui")]
    public static DecodedOp* Immediate<TValue>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue>
    {
        var left = TValue.CreateTruncating(Operand.A(s, op));
        *((byte*)s + op->T) = Operand.Order(left, TValue.CreateTruncating(op->Imm), s->XerSo);
        return op + 1;
    }

    [Pattern<long>("cmpd", "011111 bf - 1 ra rb 0000000000 -")]
    [Pattern<int>("cmpw", "011111 bf - 0 ra rb 0000000000 -")]
    [Pattern<ulong>("cmpld", "011111 bf - 1 ra rb 0000100000 -")]
    [Pattern<uint>("cmplw", "011111 bf - 0 ra rb 0000100000 -")]
    public static DecodedOp* Registers<TValue>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue>
    {
        var left = TValue.CreateTruncating(Operand.A(s, op));
        *((byte*)s + op->T) = Operand.Order(left, TValue.CreateTruncating(Operand.B(s, op)), s->XerSo);
        return op + 1;
    }

    /// <summary>A byte within one range of RB (L = 0) or one of two.</summary>
    [Pattern("cmprb", "011111 bf - l ra rb 0011000000 -", Since = IsaLevel.V300)]
    public static DecodedOp* ByteInRange<TL>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TL : struct, IChoice
    {
        var value = (byte)Operand.A(s, op);
        var ranges = Operand.B(s, op);
        var found = IsBetween(value, ranges) || (TL.IsSet && IsBetween(value, ranges >> 16));
        *((byte*)s + op->T) = found ? (byte)4 : (byte)0;
        return op + 1;
    }

    [Pattern("cmpeqb", "011111 bf -- ra rb 0011100000 -", Since = IsaLevel.V300)]
    public static DecodedOp* ByteAmong(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var value = (byte)Operand.A(s, op) * 0x0101010101010101UL;
        *((byte*)s + op->T) = BitTricks.EqualBytes(value, Operand.B(s, op)) != 0 ? (byte)4 : (byte)0;
        return op + 1;
    }

    [Pattern<long>("tdi", "000010 to ra si")]
    [Pattern<int>("twi", "000011 to ra si")]
    public static DecodedOp* TrapImmediate<TValue>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue> => Test<TValue>(s, op, cpu, op->Imm);

    [Pattern<long>("td", "011111 to ra rb 0001000100 -")]
    [Pattern<int>("tw", "011111 to ra rb 0000000100 -")]
    public static DecodedOp* TrapRegisters<TValue>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue> => Test<TValue>(s, op, cpu, Operand.B(s, op));

    [Pattern("isel", "011111 rt ra0 rb bc:5 01111 -", Lower = nameof(LowerSelect))]
    public static DecodedOp* Select(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var set = (s->Cr[op->C >> 2] & (8 >> (op->C & 3))) != 0;
        Operand.T(s, op) = set ? Operand.A(s, op) : Operand.B(s, op);
        return op + 1;
    }

    public static void LowerSelect(DecodedOp* op) => op->C = (ushort)(op->Word >> 6 & 31);

    [Pattern("setb", "011111 rt bfa -- ----- 0010000000 -", Since = IsaLevel.V300)]
    public static DecodedOp* SetBoolean(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var field = *((byte*)s + op->A);
        Operand.T(s, op) = (field & 8) != 0 ? ulong.MaxValue : (ulong)(field >> 2 & 1);
        return op + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecodedOp* Test<TValue>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, ulong other)
        where TValue : unmanaged, System.Numerics.IBinaryInteger<TValue>
    {
        var a = TValue.CreateTruncating(Operand.A(s, op));
        var b = TValue.CreateTruncating(other);
        var (left, right) = sizeof(TValue) == 8 ? (Operand.A(s, op), other) : ((uint)Operand.A(s, op), (uint)other);
        var met =
            (a < b ? 16 : 0) | (a > b ? 8 : 0) | (a == b ? 4 : 0) | (left < right ? 2 : 0) | (left > right ? 1 : 0);
        return (met & op->T) == 0 ? op + 1 : cpu.Fault(op, Vector.Program, ProgramReason.Trap);
    }

    private static bool IsBetween(byte value, ulong range) => value >= (byte)range && value <= (byte)(range >> 8);
}
