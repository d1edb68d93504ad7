using System;
using System.Threading;

namespace ReplayEmu.Host.Inputs;

/// <summary>Wakes the machine's thread out of its wait for the host; set from any thread, also after the run.</summary>
public sealed class HostSignal
{
    // Monitor's own wait and pulse need an object.
    private readonly object gate = new();
    private bool happened;

    public void Set()
    {
        lock (gate)
        {
            happened = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Returns when <see cref="Set"/> was called since the last wait, or when the time is over.</summary>
    public void Wait(TimeSpan most)
    {
        lock (gate)
        {
            if (!happened)
            {
                Monitor.Wait(gate, most);
            }

            happened = false;
        }
    }
}
