using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Alignment;

/// <summary>All that a guest did in a recording, by device. Bounded, as a trace may hold anything.</summary>
internal sealed class GuestLog
{
    private const int MostEntries = 30_000_000;
    private const int MostText = 64 << 20;

    private readonly SortedDictionary<string, GuestChannel> channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StringBuilder> consoles = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, GuestChannel> known = [];
    private readonly TraceReader trace;
    private int entries;
    private int text;

    /// <exception cref="TraceFormatException">The trace is damaged or too long, or has no interactions.</exception>
    internal GuestLog(TraceReader trace)
    {
        this.trace = trace;
        if (trace.Header.Detail < TraceDetail.Io)
        {
            throw new TraceFormatException("it was recorded with --detail inputs and holds no interactions to compare");
        }

        foreach (var (number, record) in Records())
        {
            Last = Math.Max(Last, record.Icount);
            Take(number, record);
        }
    }

    internal TraceHeader Header => trace.Header;

    internal IReadOnlyDictionary<string, GuestChannel> Channels => channels;

    internal ulong Last { get; private set; }

    internal EndValue? End { get; private set; }

    /// <summary>What was printed, by output port.</summary>
    internal IEnumerable<string> Ports => consoles.Keys;

    internal string Console(string port) => consoles.TryGetValue(port, out var printed) ? printed.ToString() : "";

    /// <summary>A record by its number, with a payload of its own.</summary>
    internal TraceRecord Find(uint wanted)
    {
        foreach (var (number, record) in Records())
        {
            if (number == wanted)
            {
                return record with { Payload = record.Payload.ToArray() };
            }
        }

        throw new TraceFormatException("it was changed while it was read");
    }

    private IEnumerable<(uint Number, TraceRecord Record)> Records()
    {
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        trace.Rewind();
        for (uint number = 0; trace.TryReadChunk(chunk); )
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                yield return (number++, record);
            }
        }
    }

    private void Take(uint number, in TraceRecord record)
    {
        if (record.Kind == RecordKind.Output)
        {
            var port = RecordNames.Of(Header, record);
            if (!consoles.TryGetValue(port, out var printed))
            {
                consoles[port] = printed = new StringBuilder();
            }

            Bound(ref text, record.Payload.Length, MostText);
            printed.Append(Encoding.Latin1.GetString(record.Payload.Span));
        }
        else if (record.Kind == RecordKind.End)
        {
            End = EndValue.FromBytes(record.Payload.Span);
        }
        else if (record.Kind == RecordKind.Input || record.Kind.IsInteraction())
        {
            Bound(ref entries, 1, MostEntries);
            var value = record.Kind == RecordKind.Input ? XxHash3.HashToUInt64(record.Payload.Span) : record.Value;
            Channel(record)
                .Add(new ChannelEntry(record.Icount, record.Address, value, number, record.Size, record.Kind));
        }
    }

    private GuestChannel Channel(in TraceRecord record)
    {
        // Of what the name depends on: the function of configuration accesses, the line of interrupts, else who reported it.
        var part = record.Kind switch
        {
            RecordKind.ConfigRead or RecordKind.ConfigWrite => (1u << 30) | (uint)(record.Address >> 8 & 0xff_ffff),
            RecordKind.IrqRaise or RecordKind.IrqLower => (2u << 30) | (uint)(record.Address & 0xff_ffff),
            RecordKind.Input => (3u << 30) | record.Source,
            _ => record.Source,
        };
        if (!known.TryGetValue(part, out var channel))
        {
            var name = Name(record);
            if (!channels.TryGetValue(name, out channel))
            {
                channels[name] = channel = new GuestChannel(name);
            }

            known[part] = channel;
        }

        return channel;
    }

    private string Name(in TraceRecord record) =>
        record.Kind switch
        {
            RecordKind.ConfigRead or RecordKind.ConfigWrite => "configuration of " + Function(record.Address),
            RecordKind.IrqRaise or RecordKind.IrqLower => "interrupt " + RecordNames.Of(Header, record),
            RecordKind.Input => "input " + RecordNames.Of(Header, record),
            _ => RecordNames.Of(Header, record),
        };

    private static string Function(ulong address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(address >> 16) & 0xff:x2}:{(address >> 11) & 0x1f:x2}.{(address >> 8) & 7}"
        );

    private static void Bound(ref int count, int more, int most)
    {
        count += more;
        if (count > most)
        {
            throw new TraceFormatException("it holds more interactions and console text than can be compared");
        }
    }
}
