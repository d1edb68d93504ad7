using System;
using System.Collections.Generic;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Time;

/// <summary>
/// Guest timers. Deadlines are state; callbacks are wiring. Timers that are due at the same tick fire in the order they
/// were created.
/// </summary>
public sealed unsafe class Scheduler
{
    public const int MaxTimers = 64;
    private readonly Clock clock;
    private readonly TimersState* state;
    private readonly List<GuestTimer> timers = [];

    public Scheduler(StateArena arena, Clock clock)
    {
        this.clock = clock;
        state = arena.Add<TimersState>("timers");
        ((Span<ulong>)state->Deadline).Fill(ulong.MaxValue);
    }

    /// <summary>Called when the earliest deadline moves forward, so that a running engine stops in time.</summary>
    public Action? DeadlineMoved { get; set; }

    /// <summary>The tick of the earliest armed timer, or <see cref="ulong.MaxValue"/>.</summary>
    public ulong NextDeadline
    {
        get
        {
            var earliest = ulong.MaxValue;
            foreach (var deadline in ((Span<ulong>)state->Deadline)[..timers.Count])
            {
                earliest = Math.Min(earliest, deadline);
            }

            return clock.Ratio.ToTicks(earliest);
        }
    }

    /// <summary>Creates a timer while the machine is built.</summary>
    /// <param name="name">For dumps and errors, for example <c>pit8254.irq0</c>.</param>
    /// <param name="fired">Called with the timer already disarmed.</param>
    public GuestTimer CreateTimer(string name, Action fired)
    {
        if (timers.Count == MaxTimers)
        {
            throw new InvalidOperationException($"timer '{name}': a machine has at most {MaxTimers} timers");
        }

        var timer = new GuestTimer(this, timers.Count, name, fired);
        timers.Add(timer);
        return timer;
    }

    /// <summary>Fires every timer that is due at the present tick.</summary>
    public void RunDue()
    {
        var deadlines = (Span<ulong>)state->Deadline;
        while (true)
        {
            // The earliest first: a callback may arm a timer that is due before the others.
            var due = -1;
            for (var i = 0; i < timers.Count; i++)
            {
                if (deadlines[i] != ulong.MaxValue && (due < 0 || deadlines[i] < deadlines[due]))
                {
                    due = i;
                }
            }

            if (due < 0 || clock.Ratio.ToTicks(deadlines[due]) > clock.Icount)
            {
                return;
            }

            deadlines[due] = ulong.MaxValue;
            timers[due].Fire();
        }
    }

    internal ulong DeadlineOf(int index) => state->Deadline[index];

    internal void Arm(int index, ulong nanoseconds)
    {
        state->Deadline[index] = nanoseconds;
        DeadlineMoved?.Invoke();
    }
}
