using System;
using System.Collections.Generic;

namespace ReplayEmu.Replay.Timeline;

/// <summary>Contents of memory pages by the tick of the checkpoint that saved them. A page without any was zero at power-on.</summary>
internal sealed class PageHistory
{
    /// <summary>Bytes of a page and of what finds it, roughly.</summary>
    internal const long BytesPerPage = 4096 + 96;

    private readonly Dictionary<ulong, List<Version>> pages = [];
    private readonly Stack<byte[]> spare = new();

    /// <summary>Versions kept.</summary>
    internal long Count { get; private set; }

    /// <summary>All that are known.</summary>
    internal IEnumerable<ulong> Pages => pages.Keys;

    internal void Add(ulong page, ulong icount, ReadOnlySpan<byte> bytes)
    {
        if (!pages.TryGetValue(page, out var versions))
        {
            pages[page] = versions = [];
        }

        var copy = spare.TryPop(out var old) ? old : new byte[4096];
        bytes.CopyTo(copy);
        versions.Insert(LastAtOrBefore(versions, icount) + 1, new Version(icount, copy));
        Count++;
    }

    /// <summary>The contents at a checkpoint; null for zeros.</summary>
    internal byte[]? Find(ulong page, ulong icount) =>
        pages.TryGetValue(page, out var versions) && LastAtOrBefore(versions, icount) is >= 0 and var index
            ? versions[index].Bytes
            : null;

    /// <summary>A checkpoint goes: its page belongs to the following one from now on. False when that one has its own.</summary>
    internal bool Hand(ulong page, ulong from, ulong to)
    {
        var versions = pages[page];
        var index = LastAtOrBefore(versions, from);
        if (index + 1 < versions.Count && versions[index + 1].Icount <= to)
        {
            spare.Push(versions[index].Bytes);
            versions.RemoveAt(index);
            Count--;
            return false;
        }

        versions[index] = versions[index] with { Icount = to };
        return true;
    }

    private static int LastAtOrBefore(List<Version> versions, ulong icount)
    {
        var low = 0;
        var high = versions.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (versions[middle].Icount <= icount)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private readonly record struct Version(ulong Icount, byte[] Bytes);
}
