using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>mfspr and mtspr. The common registers have handlers of their own, chosen when decoding.</summary>
internal static unsafe class SpecialRegisters
{
    [Pattern("mfspr", "011111 rt spr 0101010011 -", Lower = nameof(LowerGet))]
    public static DecodedOp* Get(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        cpu.SyncClock(op);
        if (!cpu.ReadSpecial((int)op->Imm, out var value))
        {
            return cpu.RejectSpecial(op, (int)op->Imm);
        }

        Operand.T(s, op) = value;
        return op + 1;
    }

    [Pattern("mtspr", "011111 rs spr 0111010011 -", Lower = nameof(LowerSet))]
    public static DecodedOp* Set(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        cpu.SyncClock(op);
        return cpu.WriteSpecial((int)op->Imm, Operand.T(s, op)) ? cpu.Leave(op) : cpu.RejectSpecial(op, (int)op->Imm);
    }

    [Pattern("mftb", "011111 rt spr 0101110011 -", Lower = nameof(LowerGet))]
    public static DecodedOp* GetTimebase(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => Get(s, op, cpu);

    public static void LowerGet(DecodedOp* op)
    {
        op->Imm = Number(op);
        switch (op->Imm)
        {
            case Special.Lr:
                op->Handler = &GetLr;
                break;
            case Special.Ctr:
                op->Handler = &GetCtr;
                break;
        }
    }

    public static void LowerSet(DecodedOp* op)
    {
        op->Imm = Number(op);
        switch (op->Imm)
        {
            case Special.Lr:
                op->Handler = &SetLr;
                break;
            case Special.Ctr:
                op->Handler = &SetCtr;
                break;
        }
    }

    private static DecodedOp* GetLr(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = s->Lr;
        return op + 1;
    }

    private static DecodedOp* SetLr(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        s->Lr = Operand.T(s, op);
        return op + 1;
    }

    private static DecodedOp* GetCtr(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = s->Ctr;
        return op + 1;
    }

    private static DecodedOp* SetCtr(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        s->Ctr = Operand.T(s, op);
        return op + 1;
    }

    /// <summary>The halves of the number are exchanged in the instruction.</summary>
    private static ulong Number(DecodedOp* op) => (op->Word >> 16 & 31) | ((op->Word >> 11 & 31) << 5);
}
