using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>An operation of RS and RB without carries.</summary>
internal interface ILogical
{
    static abstract ulong Apply(ulong s, ulong b);
}

// csharpier-ignore-start
internal readonly struct And : ILogical { public static ulong Apply(ulong s, ulong b) => s & b; }
internal readonly struct AndComplement : ILogical { public static ulong Apply(ulong s, ulong b) => s & ~b; }
internal readonly struct Or : ILogical { public static ulong Apply(ulong s, ulong b) => s | b; }
internal readonly struct OrComplement : ILogical { public static ulong Apply(ulong s, ulong b) => s | ~b; }
internal readonly struct Xor : ILogical { public static ulong Apply(ulong s, ulong b) => s ^ b; }
internal readonly struct Equivalent : ILogical { public static ulong Apply(ulong s, ulong b) => ~(s ^ b); }
internal readonly struct Nand : ILogical { public static ulong Apply(ulong s, ulong b) => ~(s & b); }
internal readonly struct Nor : ILogical { public static ulong Apply(ulong s, ulong b) => ~(s | b); }
internal readonly struct ExtendByte : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)(sbyte)s; }
internal readonly struct ExtendHalf : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)(short)s; }
internal readonly struct ExtendWord : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)(int)s; }
internal readonly struct LeadingZeros32 : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.LeadingZeroCount((uint)s); }
internal readonly struct LeadingZeros64 : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.LeadingZeroCount(s); }
internal readonly struct TrailingZeros32 : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.TrailingZeroCount((uint)s); }
internal readonly struct TrailingZeros64 : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.TrailingZeroCount(s); }
internal readonly struct ShiftLeft32 : ILogical { public static ulong Apply(ulong s, ulong b) => (b & 32) != 0 ? 0 : (uint)s << (int)(b & 31); }
internal readonly struct ShiftLeft64 : ILogical { public static ulong Apply(ulong s, ulong b) => (b & 64) != 0 ? 0 : s << (int)(b & 63); }
internal readonly struct ShiftRight32 : ILogical { public static ulong Apply(ulong s, ulong b) => (b & 32) != 0 ? 0 : (uint)s >> (int)(b & 31); }
internal readonly struct ShiftRight64 : ILogical { public static ulong Apply(ulong s, ulong b) => (b & 64) != 0 ? 0 : s >> (int)(b & 63); }
internal readonly struct CompareBytes : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.EqualBytes(s, b); }
internal readonly struct PermuteBits : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.Gather(s, b); }
internal readonly struct CountBytes : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.CountIn(s, 8); }
internal readonly struct CountWords : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.CountIn(s, 32); }
internal readonly struct CountAll : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.PopCount(s); }
internal readonly struct ParityWords : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.CountIn(s & 0x0101010101010101, 32) & 0x0000000100000001; }
internal readonly struct ParityAll : ILogical { public static ulong Apply(ulong s, ulong b) => (ulong)BitOperations.PopCount(s & 0x0101010101010101) & 1; }
internal readonly struct DecimalToBinary : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.Declets(s, toBinary: true); }
internal readonly struct BinaryToDecimal : ILogical { public static ulong Apply(ulong s, ulong b) => BitTricks.Declets(s, toBinary: false); }
// csharpier-ignore-end

/// <summary>Logical instructions, shifts that lose no carry, counts of bits (Book I, 3.3.13 and 3.3.14).</summary>
internal static unsafe class Logical
{
    [Pattern<And>("and", "011111 rs ra rb 0000011100 rc")]
    [Pattern<AndComplement>("andc", "011111 rs ra rb 0000111100 rc")]
    [Pattern<Or>("or", "011111 rs ra rb 0110111100 rc")]
    [Pattern<OrComplement>("orc", "011111 rs ra rb 0110011100 rc")]
    [Pattern<Xor>("xor", "011111 rs ra rb 0100111100 rc")]
    [Pattern<Equivalent>("eqv", "011111 rs ra rb 0100011100 rc")]
    [Pattern<Nand>("nand", "011111 rs ra rb 0111011100 rc")]
    [Pattern<Nor>("nor", "011111 rs ra rb 0001111100 rc")]
    [Pattern<ExtendByte>("extsb", "011111 rs ra ----- 1110111010 rc")]
    [Pattern<ExtendHalf>("extsh", "011111 rs ra ----- 1110011010 rc")]
    [Pattern<ExtendWord>("extsw", "011111 rs ra ----- 1111011010 rc")]
    [Pattern<LeadingZeros32>("cntlzw", "011111 rs ra ----- 0000011010 rc")]
    [Pattern<LeadingZeros64>("cntlzd", "011111 rs ra ----- 0000111010 rc")]
    [Pattern<TrailingZeros32>("cnttzw", "011111 rs ra ----- 1000011010 rc", Since = IsaLevel.V300)]
    [Pattern<TrailingZeros64>("cnttzd", "011111 rs ra ----- 1000111010 rc", Since = IsaLevel.V300)]
    [Pattern<ShiftLeft32>("slw", "011111 rs ra rb 0000011000 rc")]
    [Pattern<ShiftLeft64>("sld", "011111 rs ra rb 0000011011 rc")]
    [Pattern<ShiftRight32>("srw", "011111 rs ra rb 1000011000 rc")]
    [Pattern<ShiftRight64>("srd", "011111 rs ra rb 1000011011 rc")]
    public static DecodedOp* Combine<TLogical, TRc, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLogical : struct, ILogical
        where TRc : struct, IChoice
        where TMode : struct, IAddressing
    {
        var result = TLogical.Apply(Operand.T(s, op), Operand.B(s, op));
        Operand.A(s, op) = result;
        Operand.Record<TRc, TMode>(s, result);
        return op + 1;
    }

    [Pattern<CompareBytes>("cmpb", "011111 rs ra rb 0111111100 -")]
    [Pattern<PermuteBits>("bpermd", "011111 rs ra rb 0011111100 -")]
    [Pattern<CountBytes>("popcntb", "011111 rs ra ----- 0001111010 -")]
    [Pattern<CountWords>("popcntw", "011111 rs ra ----- 0101111010 -")]
    [Pattern<CountAll>("popcntd", "011111 rs ra ----- 0111111010 -")]
    [Pattern<ParityWords>("prtyw", "011111 rs ra ----- 0010011010 -")]
    [Pattern<ParityAll>("prtyd", "011111 rs ra ----- 0010111010 -")]
    [Pattern<DecimalToBinary>("cdtbcd", "011111 rs ra ----- 0100011010 -")]
    [Pattern<BinaryToDecimal>("cbcdtd", "011111 rs ra ----- 0100111010 -")]
    public static DecodedOp* CombinePlain<TLogical>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLogical : struct, ILogical
    {
        Operand.A(s, op) = TLogical.Apply(Operand.T(s, op), Operand.B(s, op));
        return op + 1;
    }

    [Pattern<Or>("ori", "011000 rs ra ui")]
    [Pattern<Xor>("xori", "011010 rs ra ui")]
    public static DecodedOp* Immediate<TLogical>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLogical : struct, ILogical
    {
        Operand.A(s, op) = TLogical.Apply(Operand.T(s, op), op->Imm);
        return op + 1;
    }

    [Pattern<Or>("oris", "011001 rs ra ui", Lower = nameof(Shift))]
    [Pattern<Xor>("xoris", "011011 rs ra ui", Lower = nameof(Shift))]
    public static DecodedOp* ImmediateShifted<TLogical>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLogical : struct, ILogical => Immediate<TLogical>(s, op, cpu);

    [Pattern("andi.", "011100 rs ra ui")]
    public static DecodedOp* AndImmediate<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing
    {
        var result = Operand.T(s, op) & op->Imm;
        Operand.A(s, op) = result;
        Operand.Record<Set, TMode>(s, result);
        return op + 1;
    }

    [Pattern("andis.", "011101 rs ra ui", Lower = nameof(Shift))]
    public static DecodedOp* AndImmediateShifted<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing => AndImmediate<TMode>(s, op, cpu);

    public static void Shift(DecodedOp* op) => op->Imm <<= 16;
}
