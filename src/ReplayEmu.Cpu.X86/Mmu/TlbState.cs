using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// The architectural TLB: direct-mapped translations, apart for data and code and for supervisor and user accesses. A stale one
/// is visible to the guest, so it is in checkpoints; which host page it leads to is not (see <see cref="TlbEntry"/>).
/// A tag is the linear page with bit 0 set when valid; a physical word is the page with bit 0 set when it may be written
/// (permission and dirty bit).
/// </summary>
[StateStruct("x86-tlb")]
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
[InlineArray(TlbEntry.Count)]
public struct TlbWords
{
    private ulong first;
}
