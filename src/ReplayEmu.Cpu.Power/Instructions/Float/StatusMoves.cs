using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Float;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>FPSCR as a register (Book I, 4.6.10).</summary>
internal static unsafe class StatusMoves
{
    private const ulong Enables = Fpscr.Ve | Fpscr.Oe | Fpscr.Ue | Fpscr.Ze | Fpscr.Xe;
    private const ulong Modes = Fpscr.Drn | Enables | Fpscr.Ni | Fpscr.Rn;

    [Pattern("mffs", "111111 ft 00000 ----- 1001000111 rc", Facility = Facility.Float)]
    public static DecodedOp* Get<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        FloatRegister.Set(s, op->T, s->Fpscr);
        FloatStatus.Record<TRc>(s);
        return op + 1;
    }

    /// <summary>And clear the enables.</summary>
    [Pattern("mffsce", "111111 ft 00001 ----- 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetClearingEnables(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Exchange(s, op, Enables, 0);

    [Pattern("mffscdrn", "111111 ft 10100 fb 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetSettingDecimalRounding(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Exchange(s, op, Fpscr.Drn, Operand.B(s, op));

    [Pattern("mffscdrni", "111111 ft 10101 -- uim:3 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetSettingDecimalRoundingImmediate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Exchange(s, op, Fpscr.Drn, op->Imm << 32);

    [Pattern("mffscrn", "111111 ft 10110 fb 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetSettingRounding(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Exchange(s, op, Fpscr.Rn, Operand.B(s, op));

    [Pattern("mffscrni", "111111 ft 10111 --- uim:2 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetSettingRoundingImmediate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        Exchange(s, op, Fpscr.Rn, op->Imm);

    /// <summary>Without the sticky bits.</summary>
    [Pattern("mffsl", "111111 ft 11000 ----- 1001000111 -", Facility = Facility.Float, Since = IsaLevel.V300)]
    public static DecodedOp* GetLight(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        FloatRegister.Set(s, op->T, s->Fpscr & (Modes | Fpscr.Fprf | Fpscr.Fr | Fpscr.Fi));
        return op + 1;
    }

    /// <summary>To a field of the condition register; exception bits of the field that were copied are cleared.</summary>
    [Pattern("mcrfs", "111111 bf -- bfa -- ----- 0001000000 -", Facility = Facility.Float)]
    public static DecodedOp* ToCondition(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var shift = 28 - (4 * (op->A - (int)PowerCpuState.CrOffset));
        *((byte*)s + op->T) = (byte)(s->Fpscr >> shift & 15);
        s->Fpscr = Fpscr.WithSummaries(s->Fpscr & ~((15UL << shift) & (Fpscr.Fx | Fpscr.Exceptions)));
        return op + 1;
    }

    [Pattern("mtfsb0", "111111 bt ----- ----- 0001000110 rc", Facility = Facility.Float)]
    public static DecodedOp* ClearBit<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        s->Fpscr = Fpscr.WithSummaries(s->Fpscr & ~(1UL << (31 - op->T)));
        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    [Pattern("mtfsb1", "111111 bt ----- ----- 0000100110 rc", Facility = Facility.Float)]
    public static DecodedOp* SetBit<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        s->Fpscr = Fpscr.Raise(s->Fpscr, 1UL << (31 - op->T));
        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    [Pattern("mtfsf", "111111 l flm:8 w:1 fb 1011000111 rc", Facility = Facility.Float)]
    public static DecodedOp* SetFields<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        var all = (op->Word >> 25 & 1) != 0;
        var isHigh = (op->Word >> 16 & 1) != 0;
        return Put<TRc>(s, op, cpu, all ? ulong.MaxValue : Nibbles(op->Word >> 17 & 255, isHigh), Operand.B(s, op));
    }

    [Pattern("mtfsfi", "111111 field:3 -- ---- w:1 u:4 - 0010000110 rc", Facility = Facility.Float)]
    public static DecodedOp* SetField<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TRc : struct, IChoice
    {
        var isHigh = (op->Word >> 16 & 1) != 0;
        var mask = Nibbles(0x80u >> (int)(op->Word >> 23 & 7), isHigh);
        return Put<TRc>(s, op, cpu, mask, 0x1111111111111111UL * (op->Word >> 12 & 15));
    }

    /// <summary>FEX and VX are never written, for they follow from the others; FX is taken as it is.</summary>
    private static DecodedOp* Put<TRc>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, ulong mask, ulong value)
        where TRc : struct, IChoice
    {
        s->Fpscr = Fpscr.WithSummaries((s->Fpscr & ~mask) | (value & mask));
        return FloatStatus.Finish<TRc>(s, op, cpu);
    }

    /// <summary>The bits of the fields that a mask names, the first of them its most significant bit.</summary>
    private static ulong Nibbles(uint mask, bool isHigh)
    {
        ulong bits = 0;
        for (var i = 0; i < 8; i++)
        {
            bits |= (mask >> i & 1) != 0 ? 15UL << (4 * i) : 0;
        }

        return isHigh ? bits << 32 : bits;
    }

    private static DecodedOp* Exchange(PowerCpuState* s, DecodedOp* op, ulong mask, ulong value)
    {
        // These put only the modes into the register.
        var old = s->Fpscr;
        s->Fpscr = Fpscr.WithSummaries((old & ~mask) | (value & mask));
        FloatRegister.Set(s, op->T, (op->Word >> 16 & 31) == 1 ? old : old & Modes);
        return op + 1;
    }
}
