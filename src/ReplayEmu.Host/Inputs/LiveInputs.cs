using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Inputs;

/// <summary>
/// The live gate: serial input from the host. Without a keyboard, or when its input has ended, idle time is skipped at once;
/// with a person at it, idle time passes in real time.
/// </summary>
public sealed class LiveInputs : IInputs
{
    /// <summary>Ticks between two polls: under a millisecond of guest time at the default ratio, and far from the hot path.</summary>
    public const ulong PollTicks = 100_000;

    /// <summary>Shorter idle times than this are skipped also for a person: sleeping costs more than it saves.</summary>
    private static readonly TimeSpan shortestSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// A pipe is full before the guest has set up its serial port, which then throws away what had come. So bytes from a pipe
    /// wait until the guest has written to the port or halted, or for one guest second.
    /// </summary>
    private const ulong MostNanosecondsHeld = 1_000_000_000;

    /// <summary>How long a waiting machine goes without looking at the stop flag.</summary>
    private static readonly TimeSpan longestSleep = TimeSpan.FromMilliseconds(200);

    private readonly SerialKeyboard? keyboard;
    private readonly TickRatio ratio;
    private VirtualMachine? machine;
    private InputPort? port;
    private ushort portIndex;
    private bool listening;
    private IdleWatch? idleWatch;
    private Func<ulong>? written;
    private volatile bool stopping;

    /// <param name="ratio">The machine's, for pacing.</param>
    /// <param name="keyboard">Started; null when no input is connected.</param>
    public LiveInputs(TickRatio ratio, SerialKeyboard? keyboard)
    {
        this.ratio = ratio;
        this.keyboard = keyboard;
        listening = keyboard is null or { IsInteractive: true };
    }

    /// <summary>True when the run was ended because the guest only waited.</summary>
    public bool EndedIdle { get; private set; }

    /// <summary>Ends the run when the guest only waits and nobody is there to type.</summary>
    /// <param name="ticks">How long it may wait; 0 is for ever.</param>
    /// <param name="bytesWritten">Bytes that the guest has written so far.</param>
    public void EndWhenIdle(ulong ticks, Func<ulong> bytesWritten)
    {
        idleWatch = new IdleWatch(ticks);
        written = bytesWritten;
    }

    /// <summary>Called on the machine's thread at every poll and before every wait: outputs are flushed, progress is shown.</summary>
    public Action? Polled { get; set; }

    /// <summary>Connects the keyboard to a machine's input port; a name that the machine lacks stays unconnected.</summary>
    /// <param name="target">The machine that these inputs were given to.</param>
    /// <param name="portName">For example <c>serial0</c>.</param>
    public void Connect(VirtualMachine target, string portName)
    {
        machine = target;
        for (var i = 0; i < target.InputPorts.Count; i++)
        {
            if (target.InputPorts[i].Name == portName)
            {
                port = target.InputPorts[i];
                portIndex = (ushort)i;
            }
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
        keyboard?.Queue.Wake();
    }

    /// <summary>The guest has written to its serial port: it is ready for input.</summary>
    public void Listen() => listening = true;

    public ulong NextPoll(ulong icount)
    {
        Polled?.Invoke();
        // On a grid, so that when the machine asks has no influence on when it is asked next.
        var slice = icount / PollTicks;
        return slice >= (ulong.MaxValue / PollTicks) - 1 ? ulong.MaxValue : (slice + 1) * PollTicks;
    }

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (keyboard is null || port is null || keyboard.Queue.Count == 0)
        {
            return false;
        }

        listening |= ratio.ToNanoseconds(icount) >= MostNanosecondsHeld;
        var room = listening ? port.Room() : 0;
        if (room <= 0)
        {
            return false;
        }

        var data = keyboard.Queue.Take(room);
        input = new InputEvent(portIndex, data);
        return data.Length > 0;
    }

    public ulong Idle(ulong icount, ulong wake)
    {
        if (keyboard is null || port is null || (keyboard.Queue.IsCompleted && keyboard.Queue.Count == 0))
        {
            if (machine is not null && idleWatch?.Observe(icount, machine.Clock.Retired, written!()) == true)
            {
                EndedIdle = true;
                machine.RequestHostStop();
                return icount;
            }

            return wake;
        }

        if (!keyboard.IsInteractive && wake != ulong.MaxValue && keyboard.Queue.Count == 0)
        {
            return wake;
        }

        listening = true;
        Polled?.Invoke();
        return WaitForHost(icount, wake);
    }

    private ulong WaitForHost(ulong icount, ulong wake)
    {
        var clock = new HostClock();
        var duration = Duration(icount, wake);
        while (!stopping)
        {
            if (keyboard!.Queue.Count > 0 && port!.Room() > 0)
            {
                return Reached(icount, wake, clock.Elapsed);
            }

            if (keyboard.Queue.IsCompleted && keyboard.Queue.Count == 0)
            {
                return wake;
            }

            var rest = duration - clock.Elapsed;
            if (rest < shortestSleep)
            {
                return wake;
            }

            if (keyboard.Queue.Count > 0)
            {
                // The guest halts with its receiver full: only a timer can wake it.
                return wake;
            }

            keyboard.Queue.Wait(rest < longestSleep ? rest : longestSleep);
        }

        // The stop was requested of the machine as well: it returns before it asks again.
        return icount;
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
