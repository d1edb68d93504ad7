using System;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Machine.Memory;

/// <summary>An address space flattened for one kind of access: sorted, disjoint ranges.</summary>
public sealed class FlatView
{
    private readonly FlatRange[] ranges;

    private FlatView(FlatRange[] ranges) => this.ranges = ranges;

    public ReadOnlySpan<FlatRange> Ranges => ranges;

    /// <summary>Flattens the graph below <paramref name="root"/> for accesses of one kind.</summary>
    public static FlatView Flatten(ContainerRegion root, Visibility access)
    {
        var result = new List<FlatRange>();
        Render(result, root, 0, 0, root.Size - 1, access, 0);
        return new FlatView(Merged(result));
    }

    /// <summary>Index of the range that holds an address, or -1.</summary>
    public int Find(ulong address)
    {
        var low = 0;
        var high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (address < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (address > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    /// <summary>
    /// Renders the window [first, last] of a region whose offset 0 would be at address <paramref name="origin"/>. The origin
    /// wraps (an alias into the middle of its target has it below 0), so clipping is done in offsets of the region.
    /// </summary>
    private static void Render(
        List<FlatRange> result,
        MemoryRegion region,
        ulong origin,
        ulong first,
        ulong last,
        Visibility access,
        int depth
    )
    {
        if (depth > 16)
        {
            throw new InvalidOperationException($"memory region '{region.Name}': more than 16 levels");
        }

        var windowFirst = unchecked(first - origin);
        if (windowFirst >= region.Size)
        {
            return;
        }

        var windowLast = Math.Min(unchecked(last - origin), region.Size - 1);
        last = unchecked(origin + windowLast);
        switch (region)
        {
            case ContainerRegion container:
                foreach (
                    var mapping in container
                        .Mappings.Where(mapping => (mapping.Visibility & access) != 0)
                        .OrderByDescending(mapping => mapping.Priority)
                        .ThenByDescending(mapping => mapping.Order)
                )
                {
                    var start = mapping.Address;
                    var size = mapping.Region.Size;
                    var end = start > ulong.MaxValue - (size - 1) ? ulong.MaxValue : start + (size - 1);
                    var clippedFirst = Math.Max(windowFirst, start);
                    var clippedLast = Math.Min(windowLast, end);
                    if (clippedFirst <= clippedLast)
                    {
                        Render(
                            result,
                            mapping.Region,
                            unchecked(origin + start),
                            unchecked(origin + clippedFirst),
                            unchecked(origin + clippedLast),
                            access,
                            depth + 1
                        );
                    }
                }

                break;
            case AliasRegion alias:
                var targetOrigin = unchecked(origin - alias.Offset);
                Render(result, alias.Target, targetOrigin, first, last, access, depth + 1);
                break;
            case RamRegion ram:
                Fill(result, new FlatRange(first, last, ram, unchecked(first - origin + ram.Offset)));
                break;
            default:
                Fill(result, new FlatRange(first, last, region, unchecked(first - origin)));
                break;
        }
    }

    /// <summary>Neighbours that continue each other become one range, so that accesses across the seam stay whole.</summary>
    private static FlatRange[] Merged(List<FlatRange> sorted)
    {
        var result = new List<FlatRange>(sorted.Count);
        foreach (var range in sorted)
        {
            if (
                result.Count > 0
                && result[^1] is var previous
                && ReferenceEquals(previous.Region, range.Region)
                && previous.Last + 1 == range.First
                && previous.Offset + (range.First - previous.First) == range.Offset
            )
            {
                result[^1] = previous with { Last = range.Last };
            }
            else
            {
                result.Add(range);
            }
        }

        return [.. result];
    }

    /// <summary>Adds the parts of a range that nothing in front of it has taken, keeping the list sorted.</summary>
    private static void Fill(List<FlatRange> result, FlatRange range)
    {
        var position = 0;
        var first = range.First;
        while (true)
        {
            while (position < result.Count && result[position].Last < first)
            {
                position++;
            }

            var gapLast =
                position < result.Count && result[position].First <= range.Last
                    ? unchecked(result[position].First - 1)
                    : range.Last;
            if (position >= result.Count || result[position].First > first)
            {
                result.Insert(
                    position,
                    new FlatRange(first, gapLast, range.Region, range.Offset + (first - range.First))
                );
                position++;
            }

            if (position >= result.Count || result[position].Last >= range.Last || result[position].First > range.Last)
            {
                return;
            }

            first = result[position].Last + 1;
        }
    }
}
