using System;
using ReplayEmu.Host.Inputs;

namespace ReplayEmu.Host.Lines;

/// <summary>A two-way line of bytes to something outside, for a console of the machine.</summary>
public abstract class HostLine : IDisposable
{
    private const int QueueBytes = 4096;

    /// <summary>What came from outside; completed when nothing will come any more.</summary>
    public ByteQueue Queue { get; } = new(QueueBytes);

    /// <summary>Where the other side is, for a person.</summary>
    public abstract string Place { get; }

    /// <summary>Sends bytes; they are lost when nobody is there, or does not take them for some seconds.</summary>
    public abstract void Send(ReadOnlySpan<byte> data);

    /// <summary>Begins to read.</summary>
    public abstract void Start();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
