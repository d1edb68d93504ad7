using System;
using ReplayEmu.Machine;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <content>Running the machine exactly to a tick or to a number of retired instructions, with checkpoints on the way.</content>
public sealed partial class TraceTimeline
{
    /// <summary>Distances from a place that was asked for at which it is approached with checkpoints, so that steps back are cheap.</summary>
    private const ulong FirstApproach = 4096;
    private const ulong ApproachFactor = 8;

    /// <summary>Runs to a tick, or to a hit; false when interrupted.</summary>
    private bool RunTo(ulong icount, bool approach = false)
    {
        if (approach)
        {
            Approach(icount);
        }

        while (!ended && !IsHit)
        {
            var now = Icount;
            PassDigests(now);
            if (now >= icount)
            {
                break;
            }

            var slice = Math.Min(icount, now + Math.Min(options.Spacing, ulong.MaxValue - now));
            if (!IsForked)
            {
                slice = Math.Min(slice, Math.Max(now + 1, gate.NextDigest));
                slice = Math.Min(slice, store.After(now)?.Icount ?? ulong.MaxValue);
            }

            var reason = Machine.Run(slice);
            if (reason is not (StopReason.IcountReached or StopReason.HostRequest))
            {
                ended = true;
            }
            else if (reason == StopReason.IcountReached && !IsHit)
            {
                SaveIfDue();
            }

            if (options.Interrupted())
            {
                return false;
            }
        }

        PassDigests(Icount);
        return true;
    }

    /// <summary>Runs until so many instructions are retired in all; false when interrupted.</summary>
    private bool RunRetired(ulong retired)
    {
        var idle = false;
        while (Machine.Clock.Retired < retired && !IsAtEnd && !IsHit)
        {
            var before = Machine.Clock.Retired;
            // Nothing is pending for a CPU that stayed halted for a tick: what comes next comes from a timer or from outside.
            var next = idle
                ? Math.Max(Icount + 1, Math.Min(Machine.Scheduler.NextDeadline, gate.NextInput))
                : Icount + Math.Min(retired - before, ulong.MaxValue - Icount);
            if (!RunTo(IsForked ? next : Math.Min(next, End)))
            {
                return false;
            }

            // At the end of idle time the CPU is still halted, and wakes in the next tick.
            idle = !idle && Machine.IsHalted && Machine.Clock.Retired == before;
        }

        return true;
    }

    /// <summary>Leaves checkpoints ever closer before a place, where they are far apart.</summary>
    private void Approach(ulong icount)
    {
        var distance = FirstApproach;
        while (distance < icount && icount - distance > Icount)
        {
            distance *= ApproachFactor;
        }

        for (distance /= ApproachFactor; distance >= FirstApproach; distance /= ApproachFactor)
        {
            var place = icount - distance;
            if (place > Icount && place - store.Before(place).Icount > distance / 2)
            {
                if (!RunTo(place) || ended || Icount != place || IsHit)
                {
                    return;
                }

                store.Save(gate.Mark);
            }
        }
    }

    private void SaveIfDue()
    {
        PassDigests(Icount);
        if (IsForked)
        {
            return;
        }

        var before = store.Before(Icount);
        var after = store.After(Icount);
        var retired = Machine.Clock.Retired;
        var isFar = retired - before.Retired >= options.Spacing;
        var isNearNext = after is not null && after.Retired - retired < options.Spacing / 2;
        if (before.Icount == Icount || (isFar && !isNearNext))
        {
            store.Save(gate.Mark);
        }
    }

    /// <summary>Stopping at a digest was part of the recording; and here it shows whether the run is still the recorded one.</summary>
    private void PassDigests(ulong now)
    {
        while (!IsForked && gate.NextDigest <= now)
        {
            var recorded = log.Digests[gate.Mark.Digests];
            if (recorded.Icount == now && Divergence is null)
            {
                var value = DigestValue.FromBytes(recorded.Value)!;
                Divergence = digests.Compare(value, ComputeDigest(), now, Machine.Observation.ProgramCounter());
            }

            gate.PassDigest();
        }
    }
}
