using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power;

/// <content>Segments and the hashed page table (Power ISA 2.07, Book III-S, 5.7).</content>
public sealed unsafe partial class PowerCpu
{
    private const ulong NotFound = ulong.MaxValue;
    private readonly PowerSlbState* slb;

    /// <summary>Where pages are with LPCR.HR = 0; without it nothing is mapped.</summary>
    public HashedPageTable? HashedPages { get; set; }

    internal PowerSlbState* Slb => slb;

    /// <summary>The entry of the segment of an address, or -1.</summary>
    internal int FindSegment(ulong address)
    {
        for (var i = 0; i < PowerSlbState.Count; i++)
        {
            var effective = slb->Effective[i];
            if ((effective & SlbBits.Valid) == 0)
            {
                continue;
            }

            var shift = SegmentShift(slb->Virtual[i]);
            if (effective >> shift == address >> shift)
            {
                return i;
            }
        }

        return -1;
    }

    private static int SegmentShift(ulong virtualHalf) =>
        (virtualHalf & SlbBits.SizeMask) == SlbBits.Terabyte ? SlbBits.Shift1T : SlbBits.Shift256M;

    /// <summary>Finds a page in the hashed page table; 0 or a <see cref="StorageFault"/>.</summary>
    private uint WalkHashed(ulong address, AccessKind kind, bool user, out ulong word)
    {
        word = 0;
        var segment = FindSegment(address);
        if (segment < 0)
        {
            return StorageFault.NoSegment;
        }

        var half = slb->Virtual[segment];
        if (kind == AccessKind.Fetch && (half & SlbBits.NoExecute) != 0)
        {
            return StorageFault.NotExecutable;
        }

        var entry = FindHashed(address, half, out var shift);
        if (entry == NotFound)
        {
            return StorageFault.NoTranslation;
        }

        var second = HashedPages!.Second(entry);
        if (Forbidden(kind, half, second, user, out var canRead, out var canWrite) is var fault and not 0)
        {
            return fault;
        }

        var used = second | HashedEntry.Referenced | (kind == AccessKind.Write ? HashedEntry.Changed : 0);
        if (used != second)
        {
            HashedPages.Store(entry, HashedPages.First(entry), used);
        }

        var mask = (1UL << shift) - 1;
        word = ((second & HashedEntry.Page & ~mask) | (address & mask)) & ~0xfffUL;
        word |= canRead ? TranslationSet.MayRead : 0;
        word |= canWrite && (used & HashedEntry.Changed) != 0 ? TranslationSet.MayWrite : 0;
        return 0;
    }

    /// <summary>Searches both groups that an address may be in.</summary>
    private ulong FindHashed(ulong address, ulong half, out int shift)
    {
        shift = 0;
        var baseShift = SegmentPageSize.BaseShift(half);
        if (HashedPages is not { } table || baseShift == 0)
        {
            return NotFound;
        }

        var segmentShift = SegmentShift(half);
        var page = address & ((1UL << segmentShift) - (1UL << baseShift));
        ulong hash;
        if (segmentShift == SlbBits.Shift1T)
        {
            var number = (half & SlbBits.SegmentMask) >> 24;
            hash = number ^ (number << 25) ^ (page >> baseShift);
        }
        else
        {
            hash = ((half & SlbBits.SegmentMask) >> 12) ^ (page >> baseShift);
        }

        var wanted =
            (half & (SlbBits.SizeMask | SlbBits.SegmentMask))
            | ((page >> 16) & HashedEntry.Abbreviated)
            | HashedEntry.Valid;
        var found = FindInGroup(table, hash, wanted, baseShift, out shift);
        return found != NotFound
            ? found
            : FindInGroup(table, ~hash, wanted | HashedEntry.Secondary, baseShift, out shift);
    }

    private static ulong FindInGroup(HashedPageTable table, ulong hash, ulong wanted, int baseShift, out int shift)
    {
        var entry = (hash & table.GroupMask) * HashedPageTable.EntriesPerGroup;
        for (var i = 0; i < HashedPageTable.EntriesPerGroup; i++, entry++)
        {
            var first = table.First(entry);
            if (((first ^ wanted) & HashedEntry.Compared) == 0)
            {
                shift = SegmentPageSize.ActualShift(baseShift, first, table.Second(entry));
                if (shift != 0)
                {
                    return entry;
                }
            }
        }

        shift = 0;
        return NotFound;
    }

    /// <summary>Page protection, no-execute and guarded, and the virtual page class keys.</summary>
    private uint Forbidden(AccessKind kind, ulong half, ulong second, bool user, out bool canRead, out bool canWrite)
    {
        var key = (half & (user ? SlbBits.ProblemKey : SlbBits.SupervisorKey)) != 0;
        var protection = (second & HashedEntry.Protection) | ((second & HashedEntry.Protection0) != 0 ? 4UL : 0);
        canRead = key ? protection is 1 or 2 or 3 : protection is 0 or 1 or 2 or 3 or 6;
        canWrite = key ? protection is 2 : protection is 0 or 1 or 2;
        var pageRead = canRead;
        var pageWrite = canWrite;
        var pageClass = (int)(((second & HashedEntry.KeyHigh) >> 57) | ((second & HashedEntry.KeyLow) >> 9));
        var rule = State->Amr >> (2 * (31 - pageClass));
        canRead &= (rule & 1) == 0;
        canWrite &= (rule & 2) == 0;
        switch (kind)
        {
            case AccessKind.Fetch:
                if ((second & (HashedEntry.NoExecute | HashedEntry.Guarded)) != 0)
                {
                    return StorageFault.NotExecutable;
                }

                return !pageRead ? StorageFault.Protected
                    : (State->Iamr >> (2 * (31 - pageClass)) & 1) != 0 ? StorageFault.KeyProtected
                    : 0;
            case AccessKind.Read:
                return canRead ? 0
                    : pageRead ? StorageFault.KeyProtected
                    : StorageFault.Protected;
            default:
                return canWrite ? 0
                    : pageWrite ? StorageFault.KeyProtected
                    : StorageFault.Protected;
        }
    }
}
