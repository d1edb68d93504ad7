using System.Runtime.CompilerServices;
using ReplayEmu.Machine.Cpu.Engine;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>
/// The architectural TLB: direct-mapped translations of 4 KiB, apart for data and code and for privileged and problem state. A stale one
/// is visible to the guest, so it is in checkpoints; which host page it leads to is not. A tag is the effective page with bit 0
/// set when valid; a physical word is the page with bit 0 set when it may be written (permission and change bit) and bit 1 when
/// it may be read.
/// </summary>
[StateStruct("power-tlb")]
public partial struct TlbState
{
    public TlbWords SupervisorTag;
    public TlbWords SupervisorPhysical;
    public TlbWords UserTag;
    public TlbWords UserPhysical;
    public TlbWords SupervisorCodeTag;
    public TlbWords SupervisorCodePhysical;
    public TlbWords UserCodeTag;
    public TlbWords UserCodePhysical;
}

/// <summary>One word of every entry.</summary>
[InlineArray(HostTlb.Count)]
public struct TlbWords
{
    private ulong first;
}
