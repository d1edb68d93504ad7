using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Walks of page tables with 64-bit entries (SDM volume 3, 4.4): three levels, the first of four entries. Differing from the manual,
/// and as QEMU does, the four pointers are read at each walk and not when CR3 is written.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const ulong ExtendedPageMask = 0x000ffffffffff000;

    /// <summary>Physical address bits of every model that tells them; those above are reserved.</summary>
    private const ulong BeyondPhysical = 0x000fff0000000000;

    private bool IsExtendedPaging => (State->Cr4 & Cr4Bits.PhysicalAddressExtension) != 0;

    private bool WalkExtended(uint linear, PageAccess access, bool user, ref ulong word, ref uint error)
    {
        var pointer = ReadTable((State->Cr3 & 0xffffffe0) + ((linear >> 30) << 3), 8);
        if ((pointer & PagePresent) == 0)
        {
            return false;
        }

        if ((pointer & (0x1e6 | BeyondPhysical | PageNoExecute)) != 0)
        {
            error |= ErrorPresent | ErrorReserved;
            return false;
        }

        var reserved = BeyondPhysical | ((State->Efer & EferBits.NoExecuteEnable) == 0 ? PageNoExecute : 0);
        var directoryAddress = (pointer & ExtendedPageMask) + ((linear >> 21 & 0x1ff) << 3);
        var directory = ReadTable(directoryAddress, 8);
        if ((directory & PagePresent) == 0)
        {
            return false;
        }

        if ((directory & PageLarge) != 0)
        {
            if ((directory & (reserved | 0x1fe000)) != 0)
            {
                error |= ErrorPresent | ErrorReserved;
                return false;
            }

            var page = (directory & ExtendedPageMask & ~0x1fffffUL) | (linear & 0x1ff000);
            return FinishWalk(directoryAddress, directory, directory, 8, page, access, user, ref word, ref error);
        }

        var tableAddress = (directory & ExtendedPageMask) + ((linear >> 12 & 0x1ff) << 3);
        var table = (directory & reserved) != 0 ? 0 : ReadTable(tableAddress, 8);
        if (((directory | ((table & PagePresent) != 0 ? table : 0)) & reserved) != 0)
        {
            error |= ErrorPresent | ErrorReserved;
            return false;
        }

        if ((table & PagePresent) == 0)
        {
            return false;
        }

        var permissions = (directory & table & ~PageNoExecute) | ((directory | table) & PageNoExecute);
        if (!IsPermitted(permissions, access, user))
        {
            error |= ErrorPresent;
            return false;
        }

        MarkAccessed(directoryAddress, directory, 8);
        return FinishWalk(
            tableAddress,
            table,
            permissions,
            8,
            table & ExtendedPageMask,
            access,
            user,
            ref word,
            ref error
        );
    }
}
