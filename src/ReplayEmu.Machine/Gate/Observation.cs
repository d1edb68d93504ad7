using System;
using System.Collections.Generic;
using System.IO.Hashing;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Gate;

/// <summary>The table of interaction sources (devices by name) and the way from a device to the observer.</summary>
public sealed class Observation(Clock clock)
{
    /// <summary>Source of accesses that no device answers.</summary>
    public const ushort Unassigned = 0;

    private readonly List<string> sources = ["unassigned"];

    /// <summary>Null costs one test per interaction.</summary>
    public IObserver? Observer { get; set; }

    /// <summary>Sees each frame on the networks inside the machine, of either direction, when it is taken. The guest does not notice.</summary>
    public Action<ReadOnlySpan<byte>>? FrameSeen { get; set; }

    /// <summary>Linear address of the instruction being executed; set by the machine.</summary>
    public Func<ulong> ProgramCounter { get; set; } = static () => 0;

    /// <summary>Device names by source number.</summary>
    public IReadOnlyList<string> Sources => sources;

    /// <summary>Adds a device name while the machine is built and returns its number.</summary>
    public ushort Register(string name)
    {
        sources.Add(name);
        return checked((ushort)(sources.Count - 1));
    }

    /// <summary>Bytes that moved together: their XxHash64 is the value.</summary>
    public void ReportRange(InteractionKind kind, ushort source, ulong address, ReadOnlySpan<byte> data)
    {
        if (Observer is not null)
        {
            Report(kind, source, address, (uint)data.Length, XxHash64.HashToUInt64(data));
        }
    }

    public void Report(InteractionKind kind, ushort source, ulong address, uint size, ulong value)
    {
        if (Observer is { } observer)
        {
            observer.OnInteraction(new Interaction(kind, clock.Icount, ProgramCounter(), source, address, size, value));
        }
    }
}
