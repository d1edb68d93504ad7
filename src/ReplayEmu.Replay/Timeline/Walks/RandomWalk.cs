using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Replay.Timeline.Walks;

/// <summary>
/// Goes about on a timeline at random, and notes where it came to and how long that took. Whether these are the right places is
/// found out by <see cref="ForwardCheck"/>.
/// </summary>
/// <param name="open">A new timeline of the trace; closed by the walk.</param>
/// <param name="options">How far to go.</param>
/// <param name="now">Host time since some moment.</param>
public sealed class RandomWalk(Func<TraceTimeline> open, WalkOptions options, Func<TimeSpan> now) : IDisposable
{
    /// <summary>Bytes of a watch.</summary>
    internal const int WatchLength = 4;

    /// <summary>How often another place in memory is tried when there is nothing at one.</summary>
    private const int MostTries = 1000;

    private readonly List<WalkStep> steps = [];
    private readonly List<ulong> code = [];
    private TraceTimeline timeline = open();
    private ulong random = options.Seed;

    /// <summary>Walks, and goes to the end at last. Stops early when the timeline is interrupted.</summary>
    public IReadOnlyList<WalkStep> Run()
    {
        for (var place = 0; place < options.Places; place++)
        {
            if (!GoSomewhere() || (IsSearch(place) && !(SearchBreakpoint() && SearchWrite() && Change())))
            {
                return steps;
            }
        }

        Take(WalkKind.Finish, 0, () => Reach(timeline.End));
        return steps;
    }

    public void Dispose() => timeline.Dispose();

    private bool GoSomewhere()
    {
        var target = Next(timeline.End + 1);
        if (!Take(WalkKind.Seek, 0, () => Reach(target)))
        {
            return false;
        }

        code.Add(timeline.Machine.Observation.ProgramCounter());
        for (var step = 0; step < options.StepsBack; step++)
        {
            if (!Take(WalkKind.StepBack, 0, () => timeline.StepBack()))
            {
                return false;
            }
        }

        return Take(WalkKind.Pause, 0, () => Reach(timeline.Icount));
    }

    private TimelineStop Reach(ulong icount) => timeline.Seek(icount) ? TimelineStop.Done : TimelineStop.Interrupted;

    private bool Change() =>
        Take(
            WalkKind.SaveRestore,
            0,
            () =>
            {
                var next = open();
                timeline.MoveTo(next);
                timeline.Dispose();
                timeline = next;
                return TimelineStop.Done;
            }
        );

    /// <summary>Searches are spread evenly over the places.</summary>
    private bool IsSearch(int place) =>
        (long)place * options.Searches / options.Places != (place + 1L) * options.Searches / options.Places;

    private bool SearchBreakpoint()
    {
        if (code.Count == 0)
        {
            return true;
        }

        var address = code[(int)Next((ulong)code.Count)];
        timeline.Breakpoints = [address];
        var done = Take(WalkKind.BackToBreakpoint, address, timeline.ContinueBack);
        timeline.Breakpoints = [];
        return done;
    }

    private bool SearchWrite()
    {
        if (FindWatch() is not { } watch)
        {
            return true;
        }

        timeline.Watches.Add(watch);
        var done = Take(WalkKind.BackToWatch, watch.Address, timeline.ContinueBack);
        timeline.Watches.Clear();
        return done;
    }

    /// <summary>Something in RAM that is not zero, as most of RAM is never written.</summary>
    private MemoryWatch? FindWatch()
    {
        Span<byte> bytes = stackalloc byte[WatchLength];
        for (var tries = 0; tries < MostTries; tries++)
        {
            var address = Next(Largest().Size) & ~(ulong)(WatchLength - 1);
            if (
                timeline.TryReadPhysical(address, bytes)
                && bytes.ContainsAnyExcept((byte)0)
                && MemoryWatch.TryCreatePhysical(timeline.Machine, address, WatchLength, WatchAccess.Write) is { } watch
            )
            {
                return watch;
            }
        }

        return null;
    }

    private MemoryBlock Largest()
    {
        var largest = timeline.Machine.Blocks[0];
        foreach (var block in timeline.Machine.Blocks)
        {
            largest = block.Size > largest.Size ? block : largest;
        }

        return largest;
    }

    private bool Take(WalkKind kind, ulong address, Func<TimelineStop> go)
    {
        var clock = timeline.Machine.Clock;
        var (from, fromRetired) = (clock.Icount, clock.Retired);
        var begin = now();
        var stop = go();
        var took = now() - begin;
        if (stop == TimelineStop.Interrupted)
        {
            return false;
        }

        clock = timeline.Machine.Clock;
        steps.Add(
            new WalkStep(
                kind,
                from,
                fromRetired,
                address,
                stop,
                clock.Icount,
                clock.Retired,
                timeline.ComputeDigest(),
                took
            )
        );
        return true;
    }

    /// <summary>Less than a bound, evenly enough (SplitMix64).</summary>
    private ulong Next(ulong bound)
    {
        random += 0x9e37_79b9_7f4a_7c15;
        var mixed = random;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58_476d_1ce4_e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
        return (mixed ^ (mixed >> 31)) % bound;
    }
}
