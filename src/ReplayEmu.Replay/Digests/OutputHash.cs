using System;
using System.IO.Hashing;

namespace ReplayEmu.Replay.Digests;

/// <summary>Running hash of everything that left a machine, in order, with its port.</summary>
public sealed class OutputHash
{
    /// <summary>Zero at power-on; a checkpoint holds it, as eight bytes are all its state.</summary>
    public ulong Value { get; set; }

    public void Add(int port, ReadOnlySpan<byte> data) =>
        Value = XxHash64.HashToUInt64(data, unchecked((long)(((Value << 7) | (Value >> 57)) + (uint)port + 1)));
}
