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

    /// <summary>The first such tick of all.</summary>
    internal ulong? First(ReadOnlySpan<byte> text)
    {
        ulong? best = null;
        foreach (var port in ports.Values)
        {
            var found = port.Find(text);
            best = found.Count > 0 && found[0] < (best ?? ulong.MaxValue) ? found[0] : best;
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

    /// <summary>The tick at which a line ended, counted from 1; null when the port printed fewer.</summary>
    /// <param name="port">In the header's numbering.</param>
    internal ulong? Line(ushort port, ulong number)
    {
        if (!ports.TryGetValue(port, out var text) || number == 0)
        {
            return null;
        }

        for (var i = 0; i < text.Bytes.Count; i++)
        {
            if (text.Bytes[i] == '\n' && --number == 0)
            {
                return text.Ticks[i];
            }
        }

        return null;
    }

    /// <summary>The port that printed most: the guest's console.</summary>
    internal ushort? Busiest()
    {
        ushort? best = null;
        foreach (var (port, text) in ports)
        {
            best = best is null || text.Bytes.Count > ports[best.Value].Bytes.Count ? port : best;
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
