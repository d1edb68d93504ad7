using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>An operation of two bits.</summary>
internal interface IBitOperation
{
    static abstract bool Apply(bool a, bool b);
}

// csharpier-ignore-start
internal readonly struct BitAnd : IBitOperation { public static bool Apply(bool a, bool b) => a && b; }
internal readonly struct BitAndComplement : IBitOperation { public static bool Apply(bool a, bool b) => a && !b; }
internal readonly struct BitEquivalent : IBitOperation { public static bool Apply(bool a, bool b) => a == b; }
internal readonly struct BitNand : IBitOperation { public static bool Apply(bool a, bool b) => !(a && b); }
internal readonly struct BitNor : IBitOperation { public static bool Apply(bool a, bool b) => !(a || b); }
internal readonly struct BitOr : IBitOperation { public static bool Apply(bool a, bool b) => a || b; }
internal readonly struct BitOrComplement : IBitOperation { public static bool Apply(bool a, bool b) => a || !b; }
internal readonly struct BitXor : IBitOperation { public static bool Apply(bool a, bool b) => a != b; }
// csharpier-ignore-end

/// <summary>The condition register as a register (Book I, 2.5).</summary>
internal static unsafe class ConditionRegister
{
    [Pattern<BitAnd>("crand", "010011 bt ba bb 0100000001 -")]
    [Pattern<BitAndComplement>("crandc", "010011 bt ba bb 0010000001 -")]
    [Pattern<BitEquivalent>("creqv", "010011 bt ba bb 0100100001 -")]
    [Pattern<BitNand>("crnand", "010011 bt ba bb 0011100001 -")]
    [Pattern<BitNor>("crnor", "010011 bt ba bb 0000100001 -")]
    [Pattern<BitOr>("cror", "010011 bt ba bb 0111000001 -")]
    [Pattern<BitOrComplement>("crorc", "010011 bt ba bb 0110100001 -")]
    [Pattern<BitXor>("crxor", "010011 bt ba bb 0011000001 -")]
    public static DecodedOp* Combine<TBit>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TBit : struct, IBitOperation
    {
        var bit = (byte)(8 >> (op->T & 3));
        var field = s->Cr + (op->T >> 2);
        *field = TBit.Apply(IsSet(s, op->A), IsSet(s, op->B)) ? (byte)(*field | bit) : (byte)(*field & ~bit);
        return op + 1;
    }

    [Pattern("mcrf", "010011 bf -- bfa -- ----- 0000000000 -")]
    public static DecodedOp* MoveField(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        *((byte*)s + op->T) = *((byte*)s + op->A);
        return op + 1;
    }

    [Pattern("mfcr", "011111 rt 0 -------- - 0000010011 -")]
    public static DecodedOp* Get(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = Read(s);
        return op + 1;
    }

    [Pattern("mfocrf", "011111 rt 1 fxm:8 - 0000010011 -")]
    public static DecodedOp* GetField(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        // With more or less than one field the result is undefined; as with QEMU nothing happens.
        var mask = op->Word >> 12 & 0xff;
        if (mask != 0 && (mask & (mask - 1)) == 0)
        {
            Operand.T(s, op) = Read(s) & Fields(mask);
        }

        return op + 1;
    }

    [Pattern("mtcrf", "011111 rs 0 fxm:8 - 0010010000 -")]
    public static DecodedOp* SetFields(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var mask = op->Word >> 12 & 0xff;
        for (var i = 0; i < 8; i++)
        {
            if ((mask & (0x80u >> i)) != 0)
            {
                s->Cr[i] = (byte)(Operand.T(s, op) >> (28 - (4 * i)) & 15);
            }
        }

        return op + 1;
    }

    [Pattern("mtocrf", "011111 rs 1 fxm:8 - 0010010000 -")]
    public static DecodedOp* SetField(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var mask = op->Word >> 12 & 0xff;
        return mask != 0 && (mask & (mask - 1)) == 0 ? SetFields(s, op, cpu) : op + 1;
    }

    /// <summary>OV, OV32, CA and CA32 to a field.</summary>
    [Pattern("mcrxrx", "011111 bf -- ----- ----- 1001000000 -", Since = IsaLevel.V300)]
    public static DecodedOp* MoveOverflows(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        *((byte*)s + op->T) = (byte)((s->XerOv << 3) | (s->XerOv32 << 2) | (s->XerCa << 1) | s->XerCa32);
        return op + 1;
    }

    public static uint Read(PowerCpuState* s)
    {
        uint value = 0;
        for (var i = 0; i < 8; i++)
        {
            value = (value << 4) | s->Cr[i];
        }

        return value;
    }

    public static void Write(PowerCpuState* s, uint value)
    {
        for (var i = 0; i < 8; i++)
        {
            s->Cr[i] = (byte)(value >> (28 - (4 * i)) & 15);
        }
    }

    private static bool IsSet(PowerCpuState* s, int bit) => (s->Cr[bit >> 2] & (8 >> (bit & 3))) != 0;

    private static uint Fields(uint mask)
    {
        uint bits = 0;
        for (var i = 0; i < 8; i++)
        {
            bits |= (mask >> i & 1) != 0 ? 15u << (4 * i) : 0;
        }

        return bits;
    }
}
