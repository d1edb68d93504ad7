using System;
using System.Collections.Generic;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Time;

/// <summary>
/// Guest timers. Deadlines are state; callbacks are wiring. Timers fire in the order of their deadlines, those with the same
/// deadline in the order they were created.
/// </summary>
public sealed unsafe class Scheduler
{
    public const int MaxTimers = 64;

    /// <summary>More timers than this at one tick means a device that arms its timer for the present without end.</summary>
    private const int MaxFiredAtOnce = 1 << 16;
    private readonly Clock clock;
    private readonly TimersState* state;
    private readonly List<GuestTimer> timers = [];

    public Scheduler(StateArena arena, Clock clock)
    {
        this.clock = clock;
        state = arena.Add<TimersState>("timers");
        ((Span<ulong>)state->Deadline).Fill(ulong.MaxValue);
    }

    /// <summary>Called when the earliest deadline becomes earlier, so that a running engine stops in time.</summary>
    public Action? DeadlineMoved { get; set; }

    /// <summary>The tick of the earliest armed timer, or <see cref="ulong.MaxValue"/>.</summary>
    public ulong NextDeadline => clock.Ratio.ToTicks(Earliest);

    private ulong Earliest
    {
        get
        {
            var earliest = ulong.MaxValue;
            foreach (var deadline in ((Span<ulong>)state->Deadline)[..timers.Count])
            {
                earliest = Math.Min(earliest, deadline);
            }

            return earliest;
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
    /// <exception cref="InvalidOperationException">A device arms a timer for the present again and again.</exception>
    public void RunDue()
    {
        var deadlines = (Span<ulong>)state->Deadline;
        for (var fired = 0; ; fired++)
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

            if (fired == MaxFiredAtOnce)
            {
                throw new InvalidOperationException($"timer '{timers[due].Name}' fires without end");
            }

            deadlines[due] = ulong.MaxValue;
            timers[due].Fire();
        }
    }

    internal ulong DeadlineOf(int index) => state->Deadline[index];

    internal void Arm(int index, ulong nanoseconds)
    {
        // A running engine stops at the earliest deadline it was given; only an earlier one makes it stop sooner.
        var sooner = nanoseconds < Earliest;
        state->Deadline[index] = nanoseconds;
        if (sooner)
        {
            DeadlineMoved?.Invoke();
        }
    }
}
