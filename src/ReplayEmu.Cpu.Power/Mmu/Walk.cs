using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.Power;

/// <content>Page tables.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Finds the translation of a page; false after taking the interrupt.</summary>
    private bool Walk(ulong address, AccessKind kind, bool user, DecodedOp* op, out ulong word) =>
        throw new UnimplementedException($"{Name}: address translation of {address:x} (MSR.IR or MSR.DR)");
}
