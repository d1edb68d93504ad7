using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Linear to physical for debuggers: reads page tables in RAM only, and neither TLB nor accessed bits are touched.</content>
public sealed unsafe partial class X86Cpu
{
    /// <inheritdoc/>
    public bool TryTranslate(ulong linear, out ulong physical)
    {
        linear &= IsLong ? ulong.MaxValue : uint.MaxValue;
        physical = linear & State->A20Mask;
        if ((State->Cr0 & Cr0Bits.Paging) == 0)
        {
            return true;
        }

        var extended = (State->Cr4 & Cr4Bits.PhysicalAddressExtension) != 0;
        if (!(extended ? PeekExtended(linear, out var address) : PeekLegacy(linear, out address)))
        {
            return false;
        }

        physical = address & State->A20Mask;
        return true;
    }

    private bool PeekLegacy(ulong linear, out ulong address)
    {
        address = 0;
        if (!Peek((State->Cr3 & 0xfffff000) + ((linear >> 22) << 2), 4, out var directory))
        {
            return false;
        }

        if ((directory & PageLarge) != 0 && (State->Cr4 & Cr4Bits.PageSizeExtensions) != 0)
        {
            address = (directory & 0xffc00000) | ((directory >> 13 & 0xff) << 32) | (linear & 0x3fffff);
            return true;
        }

        var present = Peek((directory & 0xfffff000) + ((linear >> 12 & 0x3ff) << 2), 4, out var table);
        address = (table & 0xfffff000) | (linear & 0xfff);
        return present;
    }

    private bool PeekExtended(ulong linear, out ulong address)
    {
        address = 0;
        var shift = IsLong ? TopShift : DirectoryShift;
        var table = State->Cr3;
        if (!IsLong)
        {
            table = State->PageDirectoryPointers[linear >> PointerShift & 3];
            if ((table & PagePresent) == 0)
            {
                return false;
            }
        }

        for (; ; shift -= 9)
        {
            if (!Peek((table & ExtendedPageMask) + ((linear >> shift & 0x1ff) << 3), 8, out var entry))
            {
                return false;
            }

            if (shift == TableShift || ((entry & PageLarge) != 0 && shift != TopShift))
            {
                var offset = (1UL << shift) - 1;
                address = (entry & ExtendedPageMask & ~offset) | (linear & offset);
                return true;
            }

            table = entry;
        }
    }

    /// <summary>A page table entry; false when it is not in RAM or not present.</summary>
    private bool Peek(ulong address, int size, out ulong entry)
    {
        address &= State->A20Mask;
        var page = machine.Memory.ResolveReadPage(address, out _, out _);
        entry = 0;
        if (page == null)
        {
            return false;
        }

        // Entries are aligned to their size and lie within the page.
        var place = page + (address & 0xfff & ~(ulong)(size - 1));
        entry = size == 4 ? *(uint*)place : *(ulong*)place;
        return (entry & PagePresent) != 0;
    }
}
