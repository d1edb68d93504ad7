using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace ReplayEmu.Replay.Timeline;

/// <summary>All that a recording printed, by port, with the tick of each byte.</summary>
internal sealed class ConsoleText
{
    private readonly SortedDictionary<ushort, Port> ports = [];

    internal void Add(ulong icount, ushort port, ReadOnlySpan<byte> data)
    {
        if (!ports.TryGetValue(port, out var text))
        {
            ports[port] = text = new Port();
        }

        foreach (var value in data)
        {
            text.Bytes.Add(value);
            text.Ticks.Add(icount);
        }
    }

    /// <summary>The first tick after <paramref name="icount"/> at which the last byte of a text left through any port.</summary>
    internal ulong? Next(ReadOnlySpan<byte> text, ulong icount)
    {
        ulong? best = null;
        foreach (var port in ports.Values)
        {
            foreach (var tick in port.Find(text))
            {
                if (tick > icount && tick < (best ?? ulong.MaxValue))
                {
                    best = tick;
                    break;
                }
            }
        }

        return best;
    }

    /// <summary>The last such tick before <paramref name="icount"/>.</summary>
    internal ulong? Last(ReadOnlySpan<byte> text, ulong icount)
    {
        ulong? best = null;
        foreach (var port in ports.Values)
        {
            foreach (var tick in port.Find(text))
            {
                if (tick < icount && (best is null || tick > best))
                {
                    best = tick;
                }
            }
        }

        return best;
    }

    private sealed class Port
    {
        internal List<byte> Bytes { get; } = [];

        internal List<ulong> Ticks { get; } = [];

        /// <summary>Ticks of the last bytes of all places of a text, in order.</summary>
        internal List<ulong> Find(ReadOnlySpan<byte> text)
        {
            var found = new List<ulong>();
            var all = CollectionsMarshal.AsSpan(Bytes);
            var at = 0;
            while (!text.IsEmpty && all[at..].IndexOf(text) is >= 0 and var next)
            {
                found.Add(Ticks[at + next + text.Length - 1]);
                at += next + 1;
            }

            return found;
        }
    }
}
