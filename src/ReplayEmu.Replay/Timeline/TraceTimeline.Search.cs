using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;

namespace ReplayEmu.Replay.Timeline;

/// <content>
/// Running to a breakpoint or to a change of watched memory. Backward, stretches between checkpoints are run again from the last
/// to the first, and the last hit of the first stretch that has one is the place.
/// </content>
public sealed partial class TraceTimeline
{
    private readonly List<MemoryWatch> watches = [];
    private ulong[] breakpoints = [];

    /// <summary>Set within a run: the machine stops after the present instruction.</summary>
    private bool hit;

    private bool IsHit => hit || DebugCpu is { BreakpointHit: true };

    /// <summary>Breakpoints by linear address.</summary>
    public IReadOnlyList<ulong> Breakpoints
    {
        get => breakpoints;
        set => breakpoints = [.. value.Distinct().Order()];
    }

    /// <summary>Memory whose changes stop.</summary>
    public IList<MemoryWatch> Watches => watches;

    /// <summary>The watch that stopped the last run.</summary>
    public MemoryWatch? WatchHit { get; private set; }

    /// <summary>Runs forward to the first hit, at least one instruction.</summary>
    public TimelineStop Continue()
    {
        Arm(true);
        try
        {
            return FirstHit(ulong.MaxValue, stepFirst: true)?.Stop
                ?? (IsAtEnd ? TimelineStop.End : TimelineStop.Interrupted);
        }
        finally
        {
            Arm(false);
        }
    }

    /// <summary>Goes back to the last hit before this place.</summary>
    public TimelineStop ContinueBack()
    {
        var limit = Icount;
        Arm(true);
        try
        {
            while (limit > 0)
            {
                var checkpoint = store.Before(limit - 1);
                Restore(checkpoint);
                if (!LastHit(limit, out var last))
                {
                    // Nothing is between the last stretch and where it began: that is where to stop.
                    Arm(false);
                    Restore(store.Before(limit));
                    return TimelineStop.Interrupted;
                }

                if (last is { } found)
                {
                    Arm(false);
                    Seek(found.Place);
                    WatchHit = found.Watch;
                    return found.Stop;
                }

                limit = checkpoint.Icount;
            }

            Arm(false);
            Seek(0);
            return TimelineStop.Begin;
        }
        finally
        {
            Arm(false);
        }
    }

    /// <summary>All hits from here to a tick; false when interrupted.</summary>
    private bool LastHit(ulong limit, out Hit? last)
    {
        last = null;
        UpdateWatches();
        for (var stepFirst = false; Icount < limit && !ended; stepFirst = true)
        {
            var next = FirstHit(limit, stepFirst);
            if (next is not { } found)
            {
                return Icount >= limit || ended;
            }

            if (found.Place < limit)
            {
                last = found;
            }

            // A write is noticed after its instruction, and the next one may have a breakpoint.
            if (found.Stop == TimelineStop.Watch && found.Place < limit && AtBreakpoint() && Icount < limit)
            {
                last = new Hit(TimelineStop.Breakpoint, Icount, null);
            }
        }

        return true;
    }

    /// <summary>Runs to the first hit; null at the limit, the end or an interruption.</summary>
    /// <param name="stepFirst">The instruction at hand is run without looking at its breakpoint.</param>
    private Hit? FirstHit(ulong limit, bool stepFirst)
    {
        limit = IsForked ? limit : Math.Min(limit, End);
        if (stepFirst)
        {
            var retired = Machine.Clock.Retired;
            do
            {
                SetBreaks(false);
                hit = false;
                if (!RunRetired(retired + 1))
                {
                    return null;
                }

                if (hit && ChangedWatch() is { } early)
                {
                    return early;
                }
            } while (Machine.Clock.Retired == retired && !IsAtEnd);
        }

        while (true)
        {
            SetBreaks(true);
            hit = false;
            if (!RunTo(limit))
            {
                return null;
            }

            var breaks = DebugCpu is { BreakpointHit: true };
            if (!hit && !breaks)
            {
                return null;
            }

            SetBreaks(false);
            if (hit && ChangedWatch() is { } change)
            {
                return change;
            }

            if (breaks)
            {
                Settle();
                return new Hit(TimelineStop.Breakpoint, Icount, null);
            }
        }
    }

    /// <summary>Stopped in the midst: timers and inputs of this tick come, as after any run.</summary>
    private void Settle()
    {
        while (Machine.Run(Icount) == StopReason.HostRequest)
        {
            // Each stop that was asked for is answered once.
        }

        PassDigests(Icount);
        hit = false;
    }

    private Hit? ChangedWatch()
    {
        Settle();
        foreach (var watch in watches)
        {
            if (watch.Update())
            {
                UpdateWatches();
                WatchHit = watch;
                return new Hit(TimelineStop.Watch, Icount - 1, watch);
            }
        }

        return null;
    }

    private bool AtBreakpoint() =>
        Array.BinarySearch(breakpoints, Machine.Observation.ProgramCounter()) >= 0 && !Machine.Cpus[0].IsHalted;

    private void Arm(bool on)
    {
        WatchHit = on ? null : WatchHit;
        foreach (var watch in watches)
        {
            watch.Mark(on);
        }

        if (on && watches.Count > 0)
        {
            UpdateWatches();
            foreach (var cpu in Machine.Cpus)
            {
                cpu.RevokeWriteAccess();
            }
        }

        DebugCpu?.SetBreakpoints(breakpoints);
        SetBreaks(false);
        hit = false;
    }

    private void UpdateWatches()
    {
        foreach (var watch in watches)
        {
            watch.Update();
        }
    }

    private void SetBreaks(bool on)
    {
        if (DebugCpu is { } cpu)
        {
            cpu.BreakpointsEnabled = on;
            cpu.BreakpointHit = false;
        }
    }

    private void NoteWrite()
    {
        hit = true;
        Machine.StopSoon();
    }

    private readonly record struct Hit(TimelineStop Stop, ulong Place, MemoryWatch? Watch);
}
