using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Page table walks (SDM volume 3, 4.3). Accessed and dirty bits are set by the walk.</content>
public sealed unsafe partial class X86Cpu
{
    private const ulong PagePresent = 1;
    private const ulong PageWritable = 2;
    private const ulong PageUser = 4;
    private const ulong PageAccessed = 0x20;
    private const ulong PageDirty = 0x40;
    private const ulong PageLarge = 0x80;
    private const ulong PageGlobal = 0x100;
    private const uint ErrorPresent = 1;
    private const uint ErrorReserved = 8;
    private const uint ErrorFetch = 16;
    private const ulong PageNoExecute = 1UL << 63;

    /// <param name="word">As in <see cref="TlbState"/>.</param>
    private bool WalkPageTables(ulong linear, PageAccess access, bool user, out ulong word, out uint error)
    {
        // The fetch bit exists only with what can refuse a fetch.
        var tellsFetch =
            ((State->Efer & EferBits.NoExecuteEnable) != 0 && IsExtendedPaging)
            || (State->Cr4 & Cr4Bits.SupervisorExecutionPrevention) != 0;
        error =
            (access == PageAccess.Write ? 2u : 0)
            | (user ? 4u : 0)
            | (access == PageAccess.Fetch && tellsFetch ? ErrorFetch : 0);
        word = 0;
        return IsExtendedPaging
            ? WalkExtended(linear, access, user, ref word, ref error)
            : WalkLegacy((uint)linear, access, user, ref word, ref error);
    }

    private bool WalkLegacy(uint linear, PageAccess access, bool user, ref ulong word, ref uint error)
    {
        var directoryAddress = (State->Cr3 & 0xfffff000) + ((linear >> 22) << 2);
        var directory = ReadTable(directoryAddress, 4);
        if ((directory & PagePresent) == 0)
        {
            return false;
        }

        if ((directory & PageLarge) != 0 && (State->Cr4 & Cr4Bits.PageSizeExtensions) != 0)
        {
            if ((directory & (1 << 21)) != 0)
            {
                error |= ErrorPresent | ErrorReserved;
                return false;
            }

            // PSE-36: bits 20:13 are bits 39:32 of the address.
            var page = (directory & 0xffc00000) | ((directory >> 13 & 0xff) << 32) | (linear & 0x3ff000);
            return FinishWalk(directoryAddress, directory, directory, 4, page, access, user, ref word, ref error);
        }

        var tableAddress = (directory & 0xfffff000) + ((linear >> 12 & 0x3ff) << 2);
        var table = ReadTable(tableAddress, 4);
        if ((table & PagePresent) == 0)
        {
            return false;
        }

        if (!IsPermitted(directory & table, access, user))
        {
            error |= ErrorPresent;
            return false;
        }

        MarkAccessed(directoryAddress, directory, 4);
        return FinishWalk(
            tableAddress,
            table,
            directory & table,
            4,
            table & 0xfffff000,
            access,
            user,
            ref word,
            ref error
        );
    }

    private bool FinishWalk(
        ulong address,
        ulong entry,
        ulong permissions,
        int size,
        ulong page,
        PageAccess access,
        bool user,
        ref ulong word,
        ref uint error
    )
    {
        if (!IsPermitted(permissions, access, user))
        {
            error |= ErrorPresent;
            return false;
        }

        var updated = entry | PageAccessed | (access == PageAccess.Write ? PageDirty : 0);
        if (updated != entry)
        {
            machine.Memory.Write(address & State->A20Mask, size, updated);
        }

        var writable = (updated & PageDirty) != 0 && IsPermitted(permissions, PageAccess.Write, user);
        var global = (entry & PageGlobal) != 0 && (State->Cr4 & Cr4Bits.PageGlobalEnable) != 0;
        word = page | (writable ? 1UL : 0) | (global ? TlbState.Global : 0) | (AddressSpaceId << TlbState.SpaceShift);
        return true;
    }

    /// <param name="permissions">The entries of all levels ANDed, but their no-execute bits ORed.</param>
    private bool IsPermitted(ulong permissions, PageAccess access, bool user)
    {
        var isUserPage = (permissions & PageUser) != 0;
        if (user ? !isUserPage : isUserPage && IsKeptFromUserPages(access))
        {
            return false;
        }

        return access switch
        {
            PageAccess.Write => (permissions & PageWritable) != 0
                || (!user && (State->Cr0 & Cr0Bits.WriteProtect) == 0),
            PageAccess.Fetch => (permissions & PageNoExecute) == 0 || (State->Efer & EferBits.NoExecuteEnable) == 0,
            _ => true,
        };
    }

    /// <summary>SMEP and SMAP: the supervisor does not touch what is the user's (SDM volume 3, 4.6.1).</summary>
    private bool IsKeptFromUserPages(PageAccess access)
    {
        if (access == PageAccess.Fetch)
        {
            return (State->Cr4 & Cr4Bits.SupervisorExecutionPrevention) != 0;
        }

        // With EFLAGS.AC an explicit access is allowed; implicit ones (descriptor tables, at CPL 3 all of them) never are.
        return (State->Cr4 & Cr4Bits.SupervisorAccessPrevention) != 0
            && ((State->Eflags & Eflag.AlignmentCheck) == 0 || State->Cpl == 3);
    }

    private void MarkAccessed(ulong address, ulong entry, int size)
    {
        if ((entry & PageAccessed) == 0)
        {
            machine.Memory.Write(address & State->A20Mask, size, entry | PageAccessed);
        }
    }

    private ulong ReadTable(ulong address, int size)
    {
        SyncClockAtCurrent();
        return machine.Memory.Read(address & State->A20Mask, size);
    }
}
