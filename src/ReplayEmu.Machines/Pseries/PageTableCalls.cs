using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Devices.Pseries.Papr;

namespace ReplayEmu.Machines.Pseries;

/// <summary>The hypercalls that change the hashed page table (PAPR 2.8.2, 14.5.4.1).</summary>
internal sealed unsafe class PageTableCalls(HashedPageTable table, ulong ramBytes)
{
    private const ulong Exact = 1UL << 39;
    private const ulong ReadFour = 1UL << 37;
    private const ulong MatchPage = 1UL << 31;
    private const ulong MatchNone = 1UL << 30;
    private const int BulkEntries = 4;
    private const ulong BulkKind = 3UL << 62;
    private const ulong BulkRequest = 1UL << 62;
    private const ulong BulkResponse = 2UL << 62;
    private const ulong BulkNotFound = 1UL << 60;
    private const ulong BulkParameter = 2UL << 60;
    private const ulong BulkFlags = 3UL << 56;
    private const ulong BulkIndex = (1UL << 56) - 1;
    private const int ProtectionFlagShift = 55;
    private const int KeyFlagShift = 48;

    /// <summary>No entry is valid any more.</summary>
    public void Clear() => table.Clear();

    /// <summary>H_ENTER: flags, index, entry; index.</summary>
    public long Enter(ulong* r)
    {
        var (flags, index, first, second) = (r[4], r[5], r[6] & ~HashedEntry.NotKept, r[7]);
        var shift = SegmentPageSize.AnyShift(first, second, out _);
        if (shift == 0 || !IsAttributeFit(second, shift) || index >= table.Count)
        {
            return HypercallStatus.Parameter;
        }

        var group = index & ~7UL;
        var place = index;
        if ((flags & Exact) == 0)
        {
            place = group;
            while (place < group + HashedPageTable.EntriesPerGroup && (table.First(place) & HashedEntry.Valid) != 0)
            {
                place++;
            }

            if (place == group + HashedPageTable.EntriesPerGroup)
            {
                return HypercallStatus.GroupFull;
            }
        }
        else if ((table.First(place) & HashedEntry.Valid) != 0)
        {
            return HypercallStatus.GroupFull;
        }

        table.Store(place, first, second);
        r[4] = place;
        return HypercallStatus.Success;
    }

    /// <summary>H_REMOVE: flags, index, page; entry.</summary>
    public long Remove(PowerCpu cpu, ulong* r)
    {
        if (r[5] >= table.Count)
        {
            return HypercallStatus.Parameter;
        }

        if (!Matches(r[5], r[4], r[6]))
        {
            return HypercallStatus.NotFound;
        }

        var index = r[5];
        r[4] = table.First(index);
        r[5] = table.Second(index);
        Drop(cpu, index);
        return HypercallStatus.Success;
    }

    /// <summary>H_BULK_REMOVE: up to four pairs of request and page; the requests become responses.</summary>
    public long RemoveMany(PowerCpu cpu, ulong* r)
    {
        for (var i = 0; i < BulkEntries; i++)
        {
            ref var request = ref r[4 + (2 * i)];
            if ((request & BulkKind) == BulkKind)
            {
                break;
            }

            if ((request & BulkKind) != BulkRequest)
            {
                return HypercallStatus.Parameter;
            }

            request = (request & (BulkIndex | BulkFlags)) | BulkResponse;
            var index = request & BulkIndex;
            var flags = (request & BulkFlags) >> 26;
            if (flags == (MatchPage | MatchNone) || index >= table.Count)
            {
                request |= BulkParameter;
                return HypercallStatus.Parameter;
            }

            if (!Matches(index, flags, r[5 + (2 * i)]))
            {
                request |= BulkNotFound;
                continue;
            }

            request |= (table.Second(index) & (HashedEntry.Changed | HashedEntry.Referenced)) << 43;
            Drop(cpu, index);
        }

        return HypercallStatus.Success;
    }

    /// <summary>H_PROTECT: flags with the new protection, index, page.</summary>
    public long Protect(PowerCpu cpu, ulong* r)
    {
        var (flags, index) = (r[4], r[5]);
        if (index >= table.Count)
        {
            return HypercallStatus.Parameter;
        }

        if (!Matches(index, flags & MatchPage, r[6]))
        {
            return HypercallStatus.NotFound;
        }

        var second = table.Second(index);
        second &= ~(
            HashedEntry.Protection0
            | HashedEntry.Protection
            | HashedEntry.NoExecute
            | HashedEntry.KeyHigh
            | HashedEntry.KeyLow
        );
        second |= (flags << ProtectionFlagShift) & HashedEntry.Protection0;
        second |= (flags << KeyFlagShift) & HashedEntry.KeyHigh;
        second |= flags & (HashedEntry.Protection | HashedEntry.NoExecute | HashedEntry.KeyLow);
        Flush(cpu, index);
        table.Store(index, table.First(index), second);
        return HypercallStatus.Success;
    }

    /// <summary>H_READ: flags, index; one entry, or the four that the index is in.</summary>
    public long Read(ulong* r)
    {
        var (flags, index) = (r[4], r[5]);
        if (index >= table.Count)
        {
            return HypercallStatus.Parameter;
        }

        var count = 1;
        if ((flags & ReadFour) != 0)
        {
            index &= ~3UL;
            count = 4;
        }

        for (var i = 0; i < count; i++)
        {
            r[4 + (2 * i)] = table.First(index + (ulong)i);
            r[5 + (2 * i)] = table.Second(index + (ulong)i);
        }

        return HypercallStatus.Success;
    }

    /// <summary>Pages of memory are coherent and nothing else, pages of devices are inhibited.</summary>
    private bool IsAttributeFit(ulong second, int shift)
    {
        var address = second & HashedEntry.Page & ~((1UL << shift) - 1);
        return address < ramBytes
            ? (second & HashedEntry.Attributes) == HashedEntry.Coherent
            : (second & (HashedEntry.Through | HashedEntry.Inhibited | HashedEntry.Coherent)) == HashedEntry.Inhibited;
    }

    private bool Matches(ulong index, ulong flags, ulong page)
    {
        var first = table.First(index);
        return (first & HashedEntry.Valid) != 0
            && ((flags & MatchPage) == 0 || (first & ~0x7fUL) == page)
            && ((flags & MatchNone) == 0 || (first & page) == 0);
    }

    private void Drop(PowerCpu cpu, ulong index)
    {
        Flush(cpu, index);
        table.Store(index, 0, 0);
    }

    /// <summary>
    /// Drops the translations that an entry made. The bits of the page that the entry leaves out are those by which it was put
    /// into its group, as far as the TLB needs them.
    /// </summary>
    private void Flush(PowerCpu cpu, ulong index)
    {
        var first = table.First(index);
        var shift = SegmentPageSize.AnyShift(first, table.Second(index), out var baseShift);
        if (shift != baseShift || shift is 0 or > 16)
        {
            cpu.FlushTlb();
            return;
        }

        var group = index / HashedPageTable.EntriesPerGroup;
        var hash = (first & HashedEntry.Secondary) != 0 ? ~group : group;
        var segment = first >> ((first & SegmentSize) != 0 ? 24 : 12);
        cpu.FlushTlbRange(((hash ^ segment) & table.GroupMask) << shift, shift);
    }

    private const ulong SegmentSize = 1UL << 62;
}
