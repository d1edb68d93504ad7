using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Modes in which every data access has to be looked at: alignment checks and breakpoints on data. Handlers then see translations
/// of which none ever hits, so that other modes pay nothing.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private readonly TlbEntry* noTranslations = TranslationSet.CreateEntries();

    /// <summary>CR0.AM and EFLAGS.AC are set, at CPL 3.</summary>
    private bool checksAlignment;

    /// <summary>The instruction whose whole operand was checked, and which then writes it in pieces that must not fault.</summary>
    private DecodedOp* checkedAsWhole;

    /// <summary>The translations for data at the present privilege level: after a change of CPL, AC, AM or DR7.</summary>
    private void SelectTlb()
    {
        var user = State->Cpl == 3;
        checksAlignment =
            user && (State->Cr0 & Cr0Bits.AlignmentMask) != 0 && (State->Eflags & Eflag.AlignmentCheck) != 0;
        Tlb =
            checksAlignment || watchesData ? noTranslations
            : user ? userData.Entries
            : supervisorData.Entries;
    }

    /// <summary>#AC unless the access is aligned to its size; before any page fault, as in Bochs (the manual leaves the order open).</summary>
    private bool CheckAlignment(ulong linear, int size) =>
        !checksAlignment || (linear & (ulong)(size - 1)) == 0 || Refuse(Vector.AlignmentCheck, 0);

    /// <summary>Checks the memory operand of an instruction that accesses it in larger pieces than it has to be aligned to.</summary>
    internal bool IsAlignedAsWhole(DecodedOp* op, int alignment)
    {
        checkedAsWhole = op;
        var linear = X86State.Segment(State, op->Segment)->Base + DecodedOp.EffectiveAddress(State, op);
        return CheckAlignment(linear, alignment) || Faulted(op);
    }

    /// <summary>As <see cref="CheckAlignment"/> for an operand of several words, or of ten bytes, whose alignment is 8.</summary>
    private bool CheckAlignmentOfWhole(DecodedOp* op, ulong linear, int size)
    {
        checkedAsWhole = op;
        var word = size == 10 ? 8 : size & -size;
        return CheckAlignment(linear, word > 8 ? 8 : word);
    }
}
