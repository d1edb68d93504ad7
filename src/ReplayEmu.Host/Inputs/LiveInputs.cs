using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Inputs;

/// <summary>
/// The live gate: what comes from the host's sources. Without any, or when all have ended, idle time is skipped at once; with
/// a person or another machine at one of them, idle time passes in real time.
/// </summary>
public sealed class LiveInputs : IInputs
{
    /// <summary>Ticks between two polls: under a millisecond of guest time at the default ratio, and far from the hot path.</summary>
    public const ulong PollTicks = 100_000;

    /// <summary>Shorter idle times than this are skipped also for a person: sleeping costs more than it saves.</summary>
    private static readonly TimeSpan shortestSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a waiting machine goes without looking at the stop flag.</summary>
    private static readonly TimeSpan longestSleep = TimeSpan.FromMilliseconds(200);

    private readonly List<IInputSource> sources = [];
    private readonly TickRatio ratio;
    private VirtualMachine? machine;
    private IdleWatch? idleWatch;
    private Func<ulong>? written;
    private volatile bool stopping;

    /// <param name="ratio">The machine's, for pacing.</param>
    public LiveInputs(TickRatio ratio) => this.ratio = ratio;

    /// <summary>Set by sources that other threads fill.</summary>
    public HostSignal Signal { get; } = new();

    /// <summary>True when the run was ended because the guest only waited.</summary>
    public bool EndedIdle { get; private set; }

    /// <summary>Called on the machine's thread at every poll and before every wait: outputs are flushed, progress is shown.</summary>
    public Action? Polled { get; set; }

    /// <summary>Adds a source before <see cref="Connect"/>; what is added first is delivered first.</summary>
    public void Add(IInputSource source) => sources.Add(source);

    /// <summary>Ends the run when the guest only waits and nobody is there to type.</summary>
    /// <param name="ticks">How long it may wait; 0 is for ever.</param>
    /// <param name="bytesWritten">Bytes that the guest has written so far.</param>
    public void EndWhenIdle(ulong ticks, Func<ulong> bytesWritten)
    {
        idleWatch = new IdleWatch(ticks);
        written = bytesWritten;
    }

    /// <summary>Connects the sources to the ports of the machine that these inputs were given to.</summary>
    public void Connect(VirtualMachine target)
    {
        machine = target;
        foreach (var source in sources)
        {
            source.Connect(target);
        }

        if (stopping)
        {
            target.RequestHostStop();
        }
    }

    /// <summary>Ends the run soon; safe from any thread and from signal handlers.</summary>
    public void Stop()
    {
        stopping = true;
        machine?.RequestHostStop();
        Signal.Set();
    }

    public ulong NextPoll(ulong icount)
    {
        Polled?.Invoke();
        // On a grid, so that when the machine asks has no influence on when it is asked next.
        var slice = icount / PollTicks;
        var poll = slice >= (ulong.MaxValue / PollTicks) - 1 ? ulong.MaxValue : (slice + 1) * PollTicks;
        return Math.Min(poll, NextDue(icount));
    }

    public bool TryTake(ulong icount, out InputEvent input)
    {
        foreach (var source in sources)
        {
            if (source.TryTake(icount, out input))
            {
                return true;
            }
        }

        input = default;
        return false;
    }

    public ulong Idle(ulong icount, ulong wake)
    {
        var planned = NextDue(icount);
        var due = Math.Min(wake, planned);
        var patience = SourcePatience.Over;
        foreach (var source in sources)
        {
            patience = source.Patience > patience ? source.Patience : patience;
        }

        if (patience == SourcePatience.Over)
        {
            // Somebody who has something planned is not a guest that only waits.
            if (
                planned == ulong.MaxValue
                && machine is not null
                && idleWatch?.Observe(icount, machine.Clock.Retired, written!()) == true
            )
            {
                EndedIdle = true;
                machine.RequestHostStop();
                return icount;
            }

            return due;
        }

        if (patience == SourcePatience.WhenStuck && due != ulong.MaxValue)
        {
            return due;
        }

        foreach (var source in sources)
        {
            source.GuestIdles();
        }

        Polled?.Invoke();
        return WaitForHost(icount, due);
    }

    private ulong NextDue(ulong icount)
    {
        var due = ulong.MaxValue;
        foreach (var source in sources)
        {
            due = Math.Min(due, source.NextDue(icount));
        }

        return due;
    }

    private ulong WaitForHost(ulong icount, ulong wake)
    {
        var clock = new HostClock();
        var duration = Duration(icount, wake);
        while (!stopping)
        {
            var (ready, hopeless) = Look();
            if (ready)
            {
                return Reached(icount, wake, clock.Elapsed);
            }

            var rest = duration - clock.Elapsed;
            if (hopeless || rest < shortestSleep)
            {
                return wake;
            }

            Signal.Wait(rest < longestSleep ? rest : longestSleep);
        }

        // The stop was requested of the machine as well: it returns before it asks again.
        return icount;
    }

    /// <summary>Whether input can be delivered, and whether none can come before the guest itself goes on.</summary>
    private (bool Ready, bool Hopeless) Look()
    {
        var ready = false;
        var hopeless = true;
        foreach (var source in sources)
        {
            ready |= source.IsReady;
            hopeless &= source.IsBlocked || source.Patience == SourcePatience.Over;
        }

        return (ready, hopeless);
    }

    private TimeSpan Duration(ulong icount, ulong wake)
    {
        if (wake == ulong.MaxValue)
        {
            return TimeSpan.MaxValue;
        }

        var nanoseconds = ratio.ToNanoseconds(wake - icount);
        return TimeSpan.FromTicks((long)Math.Min(nanoseconds / 100, long.MaxValue));
    }

    private ulong Reached(ulong icount, ulong wake, TimeSpan elapsed)
    {
        var ticks = ratio.ToTicks((ulong)elapsed.Ticks * 100);
        return wake - icount > ticks ? icount + ticks : wake;
    }
}
