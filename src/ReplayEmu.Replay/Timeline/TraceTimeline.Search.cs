using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Replay.Timeline;

/// <content>
/// Running to a breakpoint or to a change of watched memory. Backward, stretches between checkpoints are run again from the last
/// to the first, and the last hit of the first stretch that has one is the place.
/// </content>
public sealed partial class TraceTimeline
{
    private readonly List<TimelineWatch> watches = [];
    private ulong[] breakpoints = [];

    /// <summary>Set within a run: the machine stops after the present instruction.</summary>
    private bool hit;

    private bool IsHit => hit || Machine.Cpus.Any(static cpu => cpu is IDebugCpu { BreakpointHit: true });

    /// <summary>Breakpoints by linear address.</summary>
    public IReadOnlyList<ulong> Breakpoints
    {
        get => breakpoints;
        set => breakpoints = [.. value.Distinct().Order()];
    }

    /// <summary>Asked at each breakpoint with its address: false goes on. It must not change the machine.</summary>
    public Func<ulong, bool>? BreakpointCondition { get; set; }

    /// <summary>What stops beside breakpoints.</summary>
    public IList<TimelineWatch> Watches => watches;

    /// <summary>What stopped the last run.</summary>
    public WatchEvent? WatchHit { get; private set; }

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
                var checkpoint = Nearest(limit - 1);
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
                    WatchHit = found.What;
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
        SyncWatches();
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
            if (found.Stop == TimelineStop.Watch && found.Place < limit && IsAtBreakpoint && Icount < limit)
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
        if (watches.Exists(static watch => watch.NeedsSteps))
        {
            return FirstHitByStep(limit);
        }

        while (true)
        {
            if (stepFirst && !StepOver(out var early))
            {
                return early;
            }

            SetBreaks(true);
            hit = false;
            if (!RunTo(limit))
            {
                return null;
            }

            var breaks = Machine.Cpus.Any(static cpu => cpu is IDebugCpu { BreakpointHit: true });
            if (!hit && !breaks)
            {
                return null;
            }

            SetBreaks(false);
            if (hit && Changed() is { } change)
            {
                return change;
            }

            stepFirst = breaks;
            if (breaks)
            {
                Settle();
                if (IsWanted())
                {
                    return new Hit(TimelineStop.Breakpoint, Icount, null);
                }
            }
        }
    }

    /// <summary>One instruction without breakpoints; false when the search ends with it.</summary>
    private bool StepOver(out Hit? early)
    {
        early = null;
        var retired = Machine.Clock.Retired;
        do
        {
            SetBreaks(false);
            hit = false;
            if (!RunRetired(retired + 1))
            {
                return false;
            }

            if (hit && Changed() is { } change)
            {
                early = change;
                return false;
            }
        } while (Machine.Clock.Retired == retired && !IsAtEnd);
        return true;
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

    private Hit? Changed()
    {
        Settle();
        foreach (var watch in watches)
        {
            if (watch.Take(Icount) is { } what)
            {
                SyncWatches();
                WatchHit = what;
                return new Hit(TimelineStop.Watch, Icount - 1, what);
            }
        }

        return null;
    }

    /// <summary>The instruction at a breakpoint is next.</summary>
    public bool IsAtBreakpoint =>
        Array.BinarySearch(breakpoints, Machine.Observation.ProgramCounter()) >= 0 && !Machine.IsHalted && IsWanted();

    private bool IsWanted() => BreakpointCondition?.Invoke(Machine.Observation.ProgramCounter()) ?? true;

    private void Arm(bool on)
    {
        WatchHit = on ? null : WatchHit;
        foreach (var watch in watches)
        {
            watch.Arm(on);
        }

        gate.ListenFor(on ? [.. watches.OfType<InteractionWatch>()] : [], on && watches.Count > 0, NoteHit);
        if (on && watches.Exists(static watch => watch.NeedsMarks))
        {
            foreach (var cpu in Machine.Cpus)
            {
                cpu.MemoryMapChanged();
            }
        }

        SyncWatches();
        foreach (var cpu in Machine.Cpus.OfType<IDebugCpu>())
        {
            cpu.SetBreakpoints(breakpoints);
        }

        SetBreaks(false);
        hit = false;
    }

    private void SyncWatches()
    {
        foreach (var watch in watches)
        {
            watch.Sync();
        }
    }

    private void SetBreaks(bool on)
    {
        foreach (var cpu in Machine.Cpus.OfType<IDebugCpu>())
        {
            cpu.BreakpointsEnabled = on;
            cpu.BreakpointHit = false;
        }
    }

    private void NoteMemory(MemoryBlock block, ulong offset, ulong length, bool isWrite)
    {
        foreach (var watch in watches)
        {
            if (
                watch is MemoryWatch memory
                && memory.Note(
                    block,
                    offset,
                    length,
                    isWrite,
                    Machine.Observation.ProgramCounter(),
                    gate.TransferAt(Icount, isWrite)
                )
            )
            {
                NoteHit();
            }
        }
    }

    private void NoteHit()
    {
        hit = true;
        Machine.StopSoon();
    }

    private readonly record struct Hit(TimelineStop Stop, ulong Place, WatchEvent? What);
}
