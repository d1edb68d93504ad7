using System;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Walks of page tables with 64-bit entries (SDM volume 3, 4.4 and 4.5): four levels in long mode, otherwise two below four pointers
/// that a write of CR3 has loaded.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const ulong ExtendedPageMask = 0x000ffffffffff000;

    /// <summary>Physical address bits of every model that tells them; those above are reserved.</summary>
    private const ulong BeyondPhysical = 0x000fff0000000000;

    /// <summary>Levels are numbered by the address bits that an entry of them covers: 12, 21, 30 and 39.</summary>
    private const int TableShift = 12;
    private const int DirectoryShift = 21;
    private const int PointerShift = 30;
    private const int TopShift = 39;

    private bool IsExtendedPaging => (State->Cr4 & Cr4Bits.PhysicalAddressExtension) != 0;

    private bool WalkExtended(ulong linear, PageAccess access, bool user, ref ulong word, ref uint error)
    {
        if (IsLong)
        {
            return WalkLevels(linear, State->Cr3 & ExtendedPageMask, TopShift, access, user, ref word, ref error);
        }

        var pointer = State->PageDirectoryPointers[linear >> PointerShift & 3];
        return (pointer & PagePresent) != 0
            && WalkLevels(linear, pointer & ExtendedPageMask, DirectoryShift, access, user, ref word, ref error);
    }

    /// <summary>Accessed bits are set when the translation is known to succeed, as if at once.</summary>
    private bool WalkLevels(
        ulong linear,
        ulong table,
        int top,
        PageAccess access,
        bool user,
        ref ulong word,
        ref uint error
    )
    {
        Span<ulong> addresses = stackalloc ulong[4];
        Span<ulong> entries = stackalloc ulong[4];
        var permissions = PageWritable | PageUser;
        var depth = 0;
        for (var shift = top; ; shift -= 9)
        {
            var address = table + ((linear >> shift & 0x1ff) << 3);
            var entry = ReadTable(address, 8);
            if ((entry & PagePresent) == 0)
            {
                return false;
            }

            var isPage = shift == TableShift || ((entry & PageLarge) != 0 && shift != TopShift);
            if ((entry & ReservedBits(shift, isPage)) != 0)
            {
                error |= ErrorPresent | ErrorReserved;
                return false;
            }

            permissions = (permissions & (entry | PageNoExecute)) | (entry & PageNoExecute);
            if (!isPage)
            {
                (addresses[depth], entries[depth]) = (address, entry);
                depth++;
                table = entry & ExtendedPageMask;
                continue;
            }

            if (!IsPermitted(permissions, access, user))
            {
                error |= ErrorPresent;
                return false;
            }

            for (var i = 0; i < depth; i++)
            {
                MarkAccessed(addresses[i], entries[i], 8);
            }

            var offset = (1UL << shift) - 1;
            var page = (entry & ExtendedPageMask & ~offset) | (linear & offset & ~0xfffUL);
            return FinishWalk(address, entry, permissions, 8, page, access, user, ref word, ref error);
        }
    }

    /// <summary>Bits that must be clear in an entry of a level.</summary>
    private ulong ReservedBits(int shift, bool isPage)
    {
        var bits = BeyondPhysical | ((State->Efer & EferBits.NoExecuteEnable) == 0 ? PageNoExecute : 0);
        if (shift == TableShift)
        {
            return bits;
        }

        if (!isPage)
        {
            return shift == TopShift ? bits | PageLarge : bits;
        }

        // Above the bit of the memory type, up to the page's size.
        bits |= (1UL << shift) - 0x2000;
        return shift == PointerShift && !Model.Has(CpuFeature.Pdpe1gb) ? bits | PageLarge : bits;
    }

    /// <summary>Reads the four pointers of legacy PAE paging; false when one has reserved bits, with nothing changed.</summary>
    private bool LoadPageDirectoryPointers(ulong cr3)
    {
        const ulong reserved = 0x1e6 | BeyondPhysical | (0xfffUL << 52);
        Span<ulong> pointers = stackalloc ulong[4];
        for (var i = 0; i < 4; i++)
        {
            pointers[i] = ReadTable((cr3 & 0xffffffe0) + ((ulong)i * 8), 8);
            if ((pointers[i] & PagePresent) != 0 && (pointers[i] & reserved) != 0)
            {
                return false;
            }
        }

        for (var i = 0; i < 4; i++)
        {
            State->PageDirectoryPointers[i] = pointers[i];
        }

        return true;
    }
}
