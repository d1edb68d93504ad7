using System;
using System.Collections.Generic;
using System.Text;
using ReplayEmu.Machine.Time;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// What a timeline needs of a trace, read once: inputs with their place among the other records, digests, console text and the end.
/// Bounded, as a trace may hold anything.
/// </summary>
internal sealed class TimelineLog
{
    /// <summary>Bytes of inputs, digests and text that are kept.</summary>
    private const long MaxBytes = 256 << 20;

    private readonly List<LoggedInput> inputs = [];
    private readonly List<LoggedDigest> digests = [];
    private readonly List<LoggedMark> marks = [];
    private readonly List<StoredCheckpoint> checkpoints = [];
    private readonly TickRatio ratio;
    private StoredCheckpoint? open;
    private long bytes;

    /// <exception cref="TraceFormatException">The trace is damaged, or holds more inputs than a timeline takes.</exception>
    internal TimelineLog(TraceReader reader)
    {
        reader.Rewind();
        ratio = new TickRatio(reader.Header.Config.TickNumerator, Math.Max(1, reader.Header.Config.TickDenominator));
        var records = reader.Header.Detail >= TraceDetail.Io;
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        var ordinal = 0UL;
        while (reader.TryReadChunk(chunk))
        {
            End = Math.Max(End, chunk.LastIcount);
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                ordinal += Take(record, ordinal, records) ? 1UL : 0;
            }
        }
    }

    /// <summary>The last tick: of the end record, or of the last whole chunk.</summary>
    internal ulong End { get; private set; }

    /// <summary>How the recording ended; null for a trace that was cut off.</summary>
    internal EndValue? EndValue { get; private set; }

    internal IReadOnlyList<LoggedInput> Inputs => inputs;

    internal IReadOnlyList<LoggedDigest> Digests => digests;

    /// <summary>Names that the recorder gave to ticks.</summary>
    internal IReadOnlyList<LoggedMark> Marks => marks;

    /// <summary>Whole checkpoints of the trace, in the order of their ticks.</summary>
    internal IReadOnlyList<StoredCheckpoint> Checkpoints => checkpoints;

    internal ConsoleText Console { get; } = new();

    /// <summary>The first tick at or after a guest time.</summary>
    internal ulong TickAt(ulong nanoseconds) => ratio.ToTicks(nanoseconds);

    /// <summary>True when the record counts as one that the machine meets between inputs.</summary>
    private bool Take(in TraceRecord record, ulong ordinal, bool records)
    {
        switch (record.Kind)
        {
            case RecordKind.Input:
                Keep(record.Payload.Length + 64);
                inputs.Add(new LoggedInput(record.Icount, ordinal, record.Source, record.Payload.ToArray()));
                return false;
            case RecordKind.Digest:
                Keep(record.Payload.Length + 64);
                digests.Add(new LoggedDigest(record.Icount, record.Payload.ToArray()));
                return true;
            case RecordKind.Output:
                Keep(record.Payload.Length * 9L);
                Console.Add(record.Icount, record.Source, record.Payload.Span);
                return records;
            case RecordKind.Mark:
                Keep(record.Payload.Length + 64);
                marks.Add(new LoggedMark(record.Icount, Encoding.UTF8.GetString(record.Payload.Span)));
                return false;
            case RecordKind.CheckpointBegin:
                Keep(64);
                var mark = new TimelineMark
                {
                    Ordinal = ordinal,
                    Inputs = inputs.Count,
                    Digests = digests.Count,
                    OutputHash = record.Address,
                };
                open = new StoredCheckpoint(record.Value, record.Icount, mark);
                return false;
            case RecordKind.CheckpointEnd:
                if (open is { } whole && whole.Icount == record.Icount)
                {
                    checkpoints.Add(whole);
                }

                open = null;
                return false;
            case RecordKind.End:
                EndValue = EndValue.FromBytes(record.Payload.Span);
                return false;
            default:
                return records && record.Kind.IsInteraction();
        }
    }

    private void Keep(long more)
    {
        bytes += more;
        if (bytes > MaxBytes)
        {
            throw new TraceFormatException("it holds more inputs, digests and console text than a timeline takes");
        }
    }
}

/// <summary>An input and its place.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Ordinal">Interactions, outputs and digests recorded before it.</param>
/// <param name="Port">In the header's numbering.</param>
/// <param name="Data">Bytes.</param>
internal sealed record LoggedInput(ulong Icount, ulong Ordinal, ushort Port, byte[] Data);

/// <summary>A digest of the recording.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Value">A <see cref="DigestValue"/>.</param>
internal sealed record LoggedDigest(ulong Icount, byte[] Value);

/// <summary>A name for a tick.</summary>
internal sealed record LoggedMark(ulong Icount, string Text);

/// <summary>A checkpoint in the trace.</summary>
/// <param name="Number">Checkpoints before it.</param>
/// <param name="Icount">Tick.</param>
/// <param name="Mark">Its place in the recording.</param>
internal sealed record StoredCheckpoint(ulong Number, ulong Icount, TimelineMark Mark);
