using System;
using System.Collections.Generic;
using System.IO;
using ReplayEmu.Cli.Events;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>
/// A trace for the Perfetto UI: packets of TrackEvents (perfetto/trace/track_event/track_event.proto), one track a device, interrupt line
/// and gate port; interrupt lines that are up are slices, all else is an instant.
/// </summary>
internal sealed class PerfettoExport
{
    private const int PacketField = 1;
    private const int Timestamp = 8;
    private const int SequenceId = 10;
    private const int TrackEvent = 11;
    private const int SequenceFlags = 13;
    private const int TrackDescriptor = 60;
    private const int TimestampClock = 58;
    private const ulong BootTime = 6;
    private const ulong StateCleared = 1;
    private const ulong SliceBegin = 1;
    private const ulong SliceEnd = 2;
    private const ulong Instant = 3;

    private readonly TraceReader reader;
    private readonly Stream output;
    private readonly EventText text;
    private readonly ExportTime time;
    private readonly SortedDictionary<string, ulong> tracks = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> open = [];
    private bool first = true;

    private PerfettoExport(TraceReader reader, Stream output)
    {
        (this.reader, this.output) = (reader, output);
        text = new EventText(reader.Header);
        time = new ExportTime(reader.Header);
    }

    public static void Write(TraceReader reader, Stream output) => new PerfettoExport(reader, output).Write();

    private void Write()
    {
        reader.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (
                    record.Kind.IsInteraction()
                    || record.Kind is RecordKind.Input or RecordKind.Output or RecordKind.Mark
                )
                {
                    Add(record);
                }
            }
        }

        foreach (var track in open)
        {
            Event(time.Nanoseconds(reader.LastIcount), track, SliceEnd, null, null);
        }
    }

    private void Add(in TraceRecord record)
    {
        var at = time.Nanoseconds(record.Icount);
        switch (record.Kind)
        {
            case RecordKind.IrqRaise:
                var raised = Track("irq " + text.Where(record));
                if (open.Add(raised))
                {
                    Event(at, raised, SliceBegin, "up", record);
                }

                break;
            case RecordKind.IrqLower:
                var lowered = Track("irq " + text.Where(record));
                if (open.Remove(lowered))
                {
                    Event(at, lowered, SliceEnd, null, null);
                }

                break;
            case RecordKind.Input or RecordKind.Output:
                var port = Track(EventNames.Of(record.Kind) + " " + text.Where(record));
                Event(at, port, Instant, EventText.Quote(record.Payload.Span), null);
                break;
            case RecordKind.Mark:
                Event(at, Track("marks"), Instant, EventText.Quote(record.Payload.Span), null);
                break;
            default:
                var isConfig = record.Kind is RecordKind.ConfigRead or RecordKind.ConfigWrite;
                var track = Track(isConfig ? PciAddress.Of(record.Address).FunctionText : text.Device(record));
                Event(at, track, Instant, EventNames.Of(record.Kind), record);
                break;
        }
    }

    private ulong Track(string name)
    {
        if (tracks.TryGetValue(name, out var id))
        {
            return id;
        }

        id = (ulong)tracks.Count + 1;
        tracks.Add(name, id);
        var descriptor = new ProtobufWriter().Number(1, id).Text(2, name);
        Packet(new ProtobufWriter().Message(TrackDescriptor, descriptor));
        return id;
    }

    private void Event(ulong nanoseconds, ulong track, ulong type, string? name, TraceRecord? record)
    {
        var what = new ProtobufWriter().Number(9, type).Number(11, track);
        if (name is not null)
        {
            what.Text(23, name);
        }

        if (record is { } access)
        {
            what.Message(4, Annotation("icount").Number(3, access.Icount));
            what.Message(4, Annotation("pc").Number(7, access.Pc));
            what.Message(4, Annotation("where").Text(6, text.Where(access)));
            what.Message(4, Annotation("value").Text(6, EventText.Value(access)));
        }

        Packet(
            new ProtobufWriter()
                .Number(Timestamp, nanoseconds)
                .Number(TimestampClock, BootTime)
                .Message(TrackEvent, what)
        );
    }

    /// <summary>DebugAnnotation: name is 10, uint_value 3, string_value 6, pointer_value 7.</summary>
    private static ProtobufWriter Annotation(string name) => new ProtobufWriter().Text(10, name);

    private void Packet(ProtobufWriter packet)
    {
        packet.Number(SequenceId, 1);
        if (first)
        {
            packet.Number(SequenceFlags, StateCleared);
            first = false;
        }

        output.Write(new ProtobufWriter().Message(PacketField, packet).Bytes);
    }
}
