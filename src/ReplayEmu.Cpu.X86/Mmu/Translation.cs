using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Linear to physical.</content>
public sealed unsafe partial class X86Cpu
{
    private readonly TlbState* tlb;
    private TranslationSet supervisorData;
    private TranslationSet userData;
    private TranslationSet supervisorCode;
    private TranslationSet userCode;

    /// <summary>The set of the present privilege level for data.</summary>
    internal TlbEntry* Tlb;

    /// <summary>Drops all translations: the paging mode changed.</summary>
    internal void FlushTlb()
    {
        supervisorData.Flush();
        userData.Flush();
        supervisorCode.Flush();
        userCode.Flush();
    }

    /// <summary>Drops what is not global: CR3 was written.</summary>
    internal void FlushLocalTlb()
    {
        supervisorData.FlushLocal();
        userData.FlushLocal();
        supervisorCode.FlushLocal();
        userCode.FlushLocal();
    }

    /// <summary>Drops the translations of one process-context identifier, but global ones.</summary>
    internal void FlushAddressSpace(ulong space)
    {
        supervisorData.FlushAddressSpace(space);
        userData.FlushAddressSpace(space);
        supervisorCode.FlushAddressSpace(space);
        userCode.FlushAddressSpace(space);
    }

    /// <summary>Keeps the translations, but drops what the inlined accesses look at: it does not know address spaces.</summary>
    private void ForgetHostTlb()
    {
        supervisorData.ForgetHost();
        userData.ForgetHost();
        supervisorCode.ForgetHost();
        userCode.ForgetHost();
    }

    /// <summary>The process-context identifier that translations are made under; 0 without CR4.PCIDE.</summary>
    private ulong AddressSpaceId => (State->Cr4 & Cr4Bits.ProcessContextIds) != 0 ? State->Cr3 & 0xfff : 0;

    /// <summary>INVLPG.</summary>
    internal void FlushTlbPage(ulong linear)
    {
        linear &= linearMask;
        supervisorData.FlushPage(linear);
        userData.FlushPage(linear);
        supervisorCode.FlushPage(linear);
        userCode.FlushPage(linear);
    }

    /// <summary>The privilege level and with it the set of translations.</summary>
    internal void SetCpl(uint cpl)
    {
        State->Cpl = cpl;
        codeSet = cpl == 3 ? userCode : supervisorCode;
        SelectTlb();
    }

    /// <summary>Translates a data access within one page; false after recording a page fault.</summary>
    private bool TranslateData(ulong linear, bool write, bool user, out ulong physical)
    {
        ref var set = ref user ? ref userData : ref supervisorData;
        return Translate(ref set, linear, write ? PageAccess.Write : PageAccess.Read, user, out physical);
    }

    private bool Translate(ref TranslationSet set, ulong linear, PageAccess access, bool user, out ulong physical)
    {
        var index = TlbEntry.IndexOf(linear);
        var page = linear & ~0xfffUL;
        var word = set.Physical[index];
        if (
            set.Tag[index] != (page | 1)
            || (access == PageAccess.Write && (word & 1) == 0)
            || ((word & TlbState.Global) == 0 && word >> TlbState.SpaceShift != AddressSpaceId)
        )
        {
            set.FlushPage(linear);
            if ((State->Cr0 & Cr0Bits.Paging) == 0)
            {
                word = page | 1;
            }
            else if (!WalkPageTables(linear, access, user, out word, out var error))
            {
                State->Cr2 = linear;
                Raise(Vector.PageFault, error);
                physical = 0;
                return false;
            }

            set.Tag[index] = page | 1;
            set.Physical[index] = word;
        }

        physical = ((word & TlbState.Page) | (linear & 0xfff)) & State->A20Mask;
        return true;
    }
}

/// <summary>What a page is accessed for.</summary>
internal enum PageAccess : byte
{
    Read,
    Write,
    Fetch,
}
