using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Alignment;

/// <summary>
/// Two recordings of one guest, side by side: what it did with each device is compared in order, whenever it did it, and the
/// first difference of all is where the guest began to see another machine. Repeated polls count once, and what clocks say at
/// different ticks is no difference.
/// </summary>
public static class TraceAlignment
{
    /// <exception cref="TraceFormatException">A trace is damaged, or has no interactions.</exception>
    public static AlignedTraces Compare(TraceReader first, TraceReader second)
    {
        var one = new GuestLog(first);
        var other = new GuestLog(second);
        var channels = new List<AlignedChannel>();
        Candidate? best = null;
        foreach (var name in one.Channels.Keys.Union(other.Channels.Keys).Order(StringComparer.Ordinal))
        {
            var mine = one.Channels.GetValueOrDefault(name) ?? new GuestChannel(name);
            var theirs = other.Channels.GetValueOrDefault(name) ?? new GuestChannel(name);
            var same = CommonLength(mine, theirs);
            channels.Add(new AlignedChannel(name, same, mine.Entries.Count, theirs.Entries.Count));
            var candidate = new Candidate(name, At(mine, same), At(theirs, same));
            if (candidate.IsDifference && (best is null || candidate.IsBefore(best)))
            {
                best = candidate;
            }
        }

        var console = new List<AlignedConsole>();
        foreach (var port in one.Ports.Union(other.Ports).Order(StringComparer.Ordinal))
        {
            console.Add(new AlignedConsole(port, one.Console(port), other.Console(port)));
        }

        return new AlignedTraces(
            Difference(best, one, other),
            channels,
            console,
            one.End,
            other.End,
            one.Last,
            other.Last
        );
    }

    private static AlignedDifference? Difference(Candidate? found, GuestLog one, GuestLog other) =>
        found is null
            ? null
            : new AlignedDifference(
                found.Channel,
                found.First is { } mine ? one.Find(mine.Number) : null,
                found.Second is { } theirs ? other.Find(theirs.Number) : null
            );

    private static int CommonLength(GuestChannel one, GuestChannel other)
    {
        var most = Math.Min(one.Entries.Count, other.Entries.Count);
        var same = 0;
        while (same < most && one.IsSame(one.Entries[same], other.Entries[same]))
        {
            same++;
        }

        return same;
    }

    private static ChannelEntry? At(GuestChannel channel, int index) =>
        index < channel.Entries.Count ? channel.Entries[index] : null;

    /// <summary>Where a channel goes apart.</summary>
    private sealed record Candidate(string Channel, ChannelEntry? First, ChannelEntry? Second)
    {
        internal bool IsDifference => First is not null || Second is not null;

        /// <summary>What both recordings have comes before what only one has, as that one may only go on longer.</summary>
        internal bool IsBefore(Candidate other) => IsOfBoth == other.IsOfBoth ? Order < other.Order : IsOfBoth;

        private bool IsOfBoth => First is not null && Second is not null;

        private uint Order => (First ?? Second)!.Value.Number;
    }
}
