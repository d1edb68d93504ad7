using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;

namespace ReplayEmu.Cpu.Power;

/// <content>Interrupts with data of their own, and calls of the hypervisor.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>FSCR bit that enables scv.</summary>
    internal const ulong FscrScv = 1UL << 12;

    /// <summary>Number of that facility in FSCR's interruption cause.</summary>
    internal const ulong FacilityScv = 12;

    internal DecodedOp* Misaligned(DecodedOp* op, ulong address)
    {
        State->Dar = address;
        return Fault(op, Vector.Alignment, 0);
    }

    internal DecodedOp* FacilityUnavailable(DecodedOp* op, ulong facility)
    {
        State->Fscr = (State->Fscr & (ulong.MaxValue >> 8)) | (facility << 56);
        return Fault(op, Vector.FacilityUnavailable, 0);
    }

    internal DecodedOp* CallHypervisor(DecodedOp* op)
    {
        SyncClock(op);
        State->Nip = NextIp(op);
        Hypervisor!.Hypercall(this);
        remaining += op->Left - 1;
        return null;
    }
}
