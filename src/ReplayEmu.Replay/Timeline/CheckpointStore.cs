using System;
using System.Collections.Generic;
using ReplayEmu.Machine;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// Checkpoints in host memory, in the order of their ticks. Beyond the budget those go that matter least from where the machine is:
/// the farther away, the wider the gaps.
/// </summary>
internal sealed class CheckpointStore
{
    /// <summary>Instructions that are always cheap to run again: distances are weighed from there.</summary>
    private const double Near = 50_000;

    private readonly VirtualMachine machine;
    private readonly DirtyPages pages;
    private readonly PageHistory history = new();
    private readonly List<MemoryCheckpoint> list = [];
    private readonly long budget;
    private long bytes;

    /// <summary>The machine's state differs from it only by pages that are marked as written.</summary>
    private MemoryCheckpoint origin;

    /// <param name="budget">Bytes; the first checkpoint and the one at hand are kept in any case.</param>
    internal CheckpointStore(VirtualMachine machine, TimelineMark mark, long budget)
    {
        this.machine = machine;
        this.budget = budget;
        pages = new DirtyPages(machine);
        origin = Take(mark, pages.TakeInitial());
        list.Add(origin);
    }

    internal int Count => list.Count;

    /// <summary>Host memory in use.</summary>
    internal long Bytes => bytes + (history.Count * PageHistory.BytesPerPage);

    /// <summary>The last one at or before a tick.</summary>
    internal MemoryCheckpoint Before(ulong icount) => list[IndexBefore(icount)];

    /// <summary>The first one after a tick, or null.</summary>
    internal MemoryCheckpoint? After(ulong icount) =>
        IndexBefore(icount) + 1 is var next && next < list.Count ? list[next] : null;

    /// <summary>Keeps the present state; where there is a checkpoint already, the machine is at that one.</summary>
    internal void Save(TimelineMark mark)
    {
        var index = IndexBefore(machine.Clock.Icount);
        if (list[index].Icount == machine.Clock.Icount)
        {
            // Another run of the same guest to the same tick: all bytes are equal.
            origin = list[index];
            pages.Forget();
            return;
        }

        origin = Take(mark, pages.Take());
        list.Insert(index + 1, origin);
        Thin(origin);
    }

    /// <summary>Takes a checkpoint that comes from elsewhere, where there is none. The machine stays where it is.</summary>
    /// <param name="given">Its pages are all that may differ from the checkpoint before it.</param>
    /// <param name="bytesOf">Contents of such a page.</param>
    internal void Insert(MemoryCheckpoint given, Func<ulong, byte[]> bytesOf)
    {
        var index = IndexBefore(given.Icount);
        if (list[index].Icount == given.Icount)
        {
            return;
        }

        foreach (var page in given.Pages)
        {
            history.Add(page, given.Icount, bytesOf(page));
        }

        list.Insert(index + 1, given);
        bytes += given.Bytes;
        Thin(given);
    }

    /// <summary>Pages that the guest wrote at any time that was run through.</summary>
    internal SortedSet<ulong> EverWritten() => [.. history.Pages, .. pages.Keys()];

    /// <summary>A page of the machine as it is.</summary>
    internal ReadOnlySpan<byte> BytesOf(ulong page) => pages.Bytes(page);

    /// <summary>Writes a page of the machine, as the guest would.</summary>
    internal void Overwrite(ulong page, ReadOnlySpan<byte> bytes) => pages.Write(page, bytes);

    /// <summary>Puts the machine into the state of a checkpoint.</summary>
    internal void Restore(MemoryCheckpoint checkpoint)
    {
        var changed = new HashSet<ulong>(pages.Keys());
        var first = list.IndexOf(origin);
        var last = list.IndexOf(checkpoint);
        for (var i = Math.Min(first, last) + 1; i <= Math.Max(first, last); i++)
        {
            changed.UnionWith(list[i].Pages);
        }

        foreach (var page in changed)
        {
            pages.Put(page, history.Find(page, checkpoint.Icount));
        }

        checkpoint.State.CopyTo(machine.Arena.Bytes);
        checkpoint.Derived.CopyTo(machine.DerivedArena.Bytes);
        machine.StateReplaced();
        origin = checkpoint;
    }

    private MemoryCheckpoint Take(TimelineMark mark, List<ulong> written)
    {
        var clock = machine.Clock;
        var checkpoint = new MemoryCheckpoint(
            clock.Icount,
            clock.Retired,
            mark,
            machine.Arena.Bytes.ToArray(),
            machine.DerivedArena.Bytes.ToArray(),
            written
        );
        foreach (var page in written)
        {
            history.Add(page, checkpoint.Icount, pages.Bytes(page));
        }

        bytes += checkpoint.Bytes;
        return checkpoint;
    }

    private void Thin(MemoryCheckpoint kept)
    {
        while (Bytes > budget && Least(kept) is >= 0 and var index)
        {
            var gone = list[index];
            var heir = list[index + 1];
            bytes -= gone.Bytes + heir.Bytes;
            foreach (var page in gone.Pages)
            {
                if (history.Hand(page, gone.Icount, heir.Icount))
                {
                    heir.Pages.Add(page);
                }
            }

            bytes += heir.Bytes;
            list.RemoveAt(index);
        }
    }

    /// <summary>The checkpoint whose loss leaves the smallest gap for its distance; -1 when none may go.</summary>
    private int Least(MemoryCheckpoint kept)
    {
        var now = (double)machine.Clock.Retired;
        var best = -1;
        var least = double.MaxValue;
        for (var i = 1; i < list.Count - 1; i++)
        {
            var gap = (double)(list[i + 1].Retired - list[i - 1].Retired);
            var weight = gap / (Math.Abs(now - list[i].Retired) + Near);
            if (weight < least && !ReferenceEquals(list[i], origin) && !ReferenceEquals(list[i], kept))
            {
                (best, least) = (i, weight);
            }
        }

        return best;
    }

    private int IndexBefore(ulong icount)
    {
        var low = 0;
        var high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Icount <= icount)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Max(low - 1, 0);
    }
}
