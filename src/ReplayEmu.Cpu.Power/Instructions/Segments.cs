using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>The segment lookaside buffer (Book III, 5.9.3.2).</summary>
internal static unsafe class Segments
{
    /// <summary>EQ of a condition register field.</summary>
    private const byte Equal = 2;

    [Pattern("slbmte", "011111 rs ----- rb 0110010010 -", Privileged = true, Ends = true)]
    public static DecodedOp* Move(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var place = Operand.B(s, op);
        var half = Operand.T(s, op);
        var index = place & SlbBits.IndexMask;
        if (
            index >= PowerSlbState.Count
            || (place & ~(SlbBits.EffectiveMask | SlbBits.IndexMask)) != 0
            || SegmentPageSize.BaseShift(half) == 0
        )
        {
            return cpu.Fault(op, Vector.Program, ProgramReason.Illegal);
        }

        cpu.Slb->Effective[index] = place & SlbBits.EffectiveMask;
        cpu.Slb->Virtual[index] = half & SlbBits.VirtualMask;
        return cpu.Leave(op);
    }

    [Pattern("slbmfee", "011111 rt ----- rb 1110010011 -", Privileged = true)]
    public static DecodedOp* GetEffective(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var index = Operand.B(s, op) & SlbBits.IndexMask;
        Operand.T(s, op) = index < PowerSlbState.Count ? cpu.Slb->Effective[index] : 0;
        return op + 1;
    }

    [Pattern("slbmfev", "011111 rt ----- rb 1101010011 -", Privileged = true)]
    public static DecodedOp* GetVirtual(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var index = Operand.B(s, op) & SlbBits.IndexMask;
        Operand.T(s, op) = index < PowerSlbState.Count ? cpu.Slb->Virtual[index] : 0;
        return op + 1;
    }

    [Pattern("slbfee.", "011111 rt ----- rb 1111010011 1", Privileged = true)]
    public static DecodedOp* Find(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var found = cpu.FindSegment(Operand.B(s, op));
        Operand.T(s, op) = found < 0 ? 0 : cpu.Slb->Virtual[found];
        s->Cr[0] = (byte)(s->XerSo | (found < 0 ? 0 : Equal));
        return op + 1;
    }

    [Pattern("slbie", "011111 ----- ----- rb 0110110010 -", Privileged = true, Ends = true)]
    public static DecodedOp* Invalidate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var found = cpu.FindSegment(Operand.B(s, op));
        if (found >= 0)
        {
            cpu.Slb->Effective[found] &= ~SlbBits.Valid;
        }

        cpu.FlushTlb();
        return cpu.Leave(op);
    }

    /// <summary>IH says which entries: 3 and 6 those of class 1, 7 none; with 3 and 4 the first is not spared.</summary>
    [Pattern("slbia", "011111 -- ih:3 ----- ----- 0111110010 -", Privileged = true, Ends = true)]
    public static DecodedOp* InvalidateAll(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var hint = op->Word >> 21 & 7;
        for (var i = hint is 3 or 4 ? 0 : 1; i < PowerSlbState.Count && hint != 7; i++)
        {
            if (hint is not (3 or 6) || (cpu.Slb->Virtual[i] & SlbBits.Class) != 0)
            {
                cpu.Slb->Effective[i] &= ~SlbBits.Valid;
            }
        }

        cpu.FlushTlb();
        return cpu.Leave(op);
    }

    [Pattern("slbsync", "011111 ----- ----- ----- 0101010010 -", Privileged = true)]
    public static DecodedOp* Nothing(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => op + 1;
}
