using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Invalidation of translations (Book III, 5.9.3.3). With one processor there is no difference between tlbie and tlbiel.</summary>
internal static unsafe class Lookaside
{
    /// <summary>RIC 1: only what was cached of the trees themselves, which is nothing.</summary>
    private const uint WalksOnly = 1;

    [Pattern("tlbie", "011111 rs - ric:2 prs:1 r:1 rb 0100110010 -", Privileged = true, Ends = true)]
    [Pattern("tlbiel", "011111 rs - ric:2 prs:1 r:1 rb 0100010010 -", Privileged = true, Ends = true)]
    public static DecodedOp* Invalidate(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var isRadix = (op->Word >> 16 & 1) != 0;
        var walk = op->Word >> 18 & 3;
        if (isRadix && walk == WalksOnly)
        {
            return cpu.Leave(op);
        }

        var address = Operand.B(s, op);
        var isOne = (address >> 10 & 3) == 0;
        var size = (address >> 5 & 7) switch
        {
            0 => 12,
            5 => 16,
            _ => 63,
        };
        if (isRadix && isOne)
        {
            cpu.FlushTlbRange(address & ~0xfffUL, size);
        }
        else
        {
            cpu.FlushTlb();
        }

        return cpu.Leave(op);
    }

    [Pattern("tlbsync", "011111 ----- ----- ----- 1000110110 -", Privileged = true)]
    public static DecodedOp* Nothing(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => op + 1;
}
