using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// The architectural TLB: direct-mapped translations, apart for data and code and for supervisor and user accesses. A stale one
/// is visible to the guest, so it is in checkpoints; which host page it leads to is not (see <see cref="TlbEntry"/>).
/// A tag is the linear page with bit 0 set when valid; a physical word is the page with bit 0 set when it may be written
/// (permission and dirty bit), bit 1 (<see cref="Global"/>) when a write of CR3 does not drop it, and the process-context identifier
/// in bits 63:52.
/// </summary>
[StateStruct("x86-tlb")]
public partial struct TlbState
{
    /// <summary>Bit of a physical word: the translation is every address space's.</summary>
    public const ulong Global = 2;

    /// <summary>Place of the process-context identifier in a physical word.</summary>
    public const int SpaceShift = 52;

    /// <summary>The page of a physical word.</summary>
    public const ulong Page = 0x000ffffffffff000;

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
