using System;
using ReplayEmu.Machine;

namespace ReplayEmu.Replay.Timeline;

/// <content>Search for what nothing announces: the machine is run tick by tick and looked at after each.</content>
public sealed partial class TraceTimeline
{
    private const uint TicksBetweenChores = 1 << 16;

    /// <summary>As <see cref="FirstHit"/>, with a look at all watches and breakpoints after each tick.</summary>
    private Hit? FirstHitByStep(ulong limit)
    {
        SetBreaks(false);
        var idle = false;
        for (uint tick = 1; Icount < limit && !IsAtEnd; tick++)
        {
            hit = false;
            var retired = Machine.Clock.Retired;
            if (!StepTick(limit, idle))
            {
                ended = true;
            }

            // At the end of idle time the CPU is still halted, and wakes in the next tick.
            idle = !idle && Machine.IsHalted && Machine.Clock.Retired == retired;

            if (gate.NextDigest <= Icount)
            {
                PassDigests(Icount);
            }

            if (ChangedState() is { } change)
            {
                return change;
            }

            if (breakpoints.Length > 0 && IsAtBreakpoint)
            {
                return new Hit(TimelineStop.Breakpoint, Icount, null);
            }

            if (tick % TicksBetweenChores == 0)
            {
                SaveIfDue();
                if (options.Interrupted())
                {
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>One tick, or idle time up to what ends it; false at the end of the machine.</summary>
    /// <param name="idle">The CPU stayed halted for a tick: what comes next comes from a timer or from outside.</param>
    private bool StepTick(ulong limit, bool idle)
    {
        var next = Icount + 1;
        if (idle)
        {
            next = Math.Max(next, Math.Min(Machine.Scheduler.NextDeadline, gate.NextInput));
            next = IsForked ? next : Math.Min(next, gate.NextDigest);
        }

        next = Math.Min(next, limit);
        StopReason reason;
        do
        {
            reason = Machine.Run(next);
        } while (reason == StopReason.HostRequest);

        return reason == StopReason.IcountReached;
    }

    private Hit? ChangedState()
    {
        foreach (var watch in watches)
        {
            if (watch.Take(Icount) is { } what)
            {
                // The others keep what they have seen at this tick: it is the same place.
                SyncWatches();
                WatchHit = what;
                return new Hit(TimelineStop.Watch, Icount - 1, what);
            }
        }

        return null;
    }
}
