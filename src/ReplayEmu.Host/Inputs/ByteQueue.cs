using System;
using System.Threading;

namespace ReplayEmu.Host.Inputs;

/// <summary>A bounded queue from the thread that reads the host to the thread that runs the machine.</summary>
public sealed class ByteQueue(int capacity)
{
    // Monitor's own wait and pulse need an object; the queue is never locked by its users.
    private readonly object gate = new();
    private readonly byte[] ring = new byte[capacity];
    private int head;
    private volatile int count;
    private volatile bool completed;

    /// <summary>Bytes waiting.</summary>
    public int Count => count;

    /// <summary>No byte will follow those that wait.</summary>
    public bool IsCompleted => completed;

    /// <summary>Set when a byte or the end has come.</summary>
    public HostSignal? Signal { get; set; }

    /// <summary>Appends; waits while the queue is full, so that a fast sender loses nothing.</summary>
    public void Add(byte value)
    {
        lock (gate)
        {
            while (count == ring.Length && !completed)
            {
                Monitor.Wait(gate);
            }

            if (!completed)
            {
                ring[(head + count) % ring.Length] = value;
                count++;
                Monitor.PulseAll(gate);
            }
        }

        Signal?.Set();
    }

    /// <summary>Takes at most <paramref name="most"/> bytes without waiting.</summary>
    public byte[] Take(int most)
    {
        lock (gate)
        {
            var result = new byte[Math.Max(0, Math.Min(most, count))];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = ring[head];
                head = (head + 1) % ring.Length;
            }

            count -= result.Length;
            Monitor.PulseAll(gate);
            return result;
        }
    }

    /// <summary>End of input, or nobody takes any more.</summary>
    public void Complete()
    {
        lock (gate)
        {
            completed = true;
            Monitor.PulseAll(gate);
        }

        Signal?.Set();
    }

    /// <summary>Waits until a byte comes, the input ends, or the time is over.</summary>
    public void Wait(TimeSpan most)
    {
        lock (gate)
        {
            if (count == 0 && !completed)
            {
                Monitor.Wait(gate, most);
            }
        }
    }
}
