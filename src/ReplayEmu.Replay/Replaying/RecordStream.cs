using System.Collections.Generic;
using ReplayEmu.Replay.Checkpoints;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>
/// The records of a trace in order, with a view ahead to the next input and the next place to stop. Never throws in the middle of
/// a guest instruction: damage is kept in <see cref="Failure"/> and ends the stream.
/// </summary>
internal sealed class RecordStream
{
    /// <summary>Bytes of records held to look ahead.</summary>
    private const int MaxAhead = 16 << 20;

    private readonly TraceReader reader;
    private readonly Queue<TraceChunk> loaded = new();
    private readonly Stack<TraceChunk> spare = new();
    private readonly RecordCursor cursor = new();
    private readonly RecordCursor scout = new();
    private readonly Queue<ulong> inputs = new();
    private readonly Queue<ulong> stops = new();
    private TraceRecord head;
    private TraceChunk? current;
    private long ahead;
    private ulong lastDigest;
    private bool exhausted;

    internal RecordStream(TraceReader reader)
    {
        this.reader = reader;
        Advance(first: true);
    }

    /// <summary>What follows a checkpoint of the trace.</summary>
    internal RecordStream(TraceReader reader, RestoredCheckpoint after)
    {
        this.reader = reader;
        reader.SeekTo(after.Icount);
        lastDigest = reader.LastIcount;
        SkipTo(after.Number);
        Advance(first: true);
    }

    /// <summary>The next record that has to do with the machine; meaningless when <see cref="HasHead"/> is false.</summary>
    internal ref readonly TraceRecord Head => ref head;

    internal bool HasHead { get; private set; }

    internal TraceFormatException? Failure { get; private set; }

    /// <summary>The tick of the next input if it is known, otherwise one that is not after it; MaxValue when there is none.</summary>
    internal ulong NextInput => inputs.TryPeek(out var icount) ? icount : NextStop;

    /// <summary>The recording ended at or before a tick, or the stream is at its end.</summary>
    internal bool IsAtEnd(ulong icount) => !HasHead || (head.Kind == RecordKind.End && head.Icount <= icount);

    /// <summary>The tick of the next digest or end, or the last tick that is known of; MaxValue when nothing comes any more.</summary>
    internal ulong NextStop
    {
        get
        {
            if (stops.Count == 0)
            {
                LookAhead();
            }

            return stops.TryPeek(out var icount) ? icount
                : HasHead ? reader.LastIcount
                : ulong.MaxValue;
        }
    }

    /// <summary>Goes to the next record.</summary>
    internal void Advance() => Advance(first: false);

    private void SkipTo(ulong checkpoint)
    {
        var inside = false;
        while (NextChunk())
        {
            while (cursor.TryRead(out head))
            {
                if (IsForMachine(head.Kind))
                {
                    Forget(head.Kind);
                }

                inside |= head.Kind == RecordKind.CheckpointBegin && head.Value == checkpoint;
                if (inside && head.Kind == RecordKind.CheckpointEnd)
                {
                    return;
                }
            }
        }
    }

    private void Advance(bool first)
    {
        if (!first)
        {
            Forget(head.Kind);
        }

        while (true)
        {
            if (current is null || !cursor.TryRead(out head))
            {
                if (!NextChunk())
                {
                    HasHead = false;
                    return;
                }
            }
            else if (IsForMachine(head.Kind))
            {
                HasHead = true;
                return;
            }
        }
    }

    private static bool IsForMachine(RecordKind kind) =>
        kind.IsInteraction() || kind is RecordKind.Input or RecordKind.Output or RecordKind.Digest or RecordKind.End;

    private void Forget(RecordKind kind)
    {
        if (kind == RecordKind.Input)
        {
            inputs.Dequeue();
        }
        else if (kind is RecordKind.Digest or RecordKind.End)
        {
            stops.Dequeue();
        }
    }

    private bool NextChunk()
    {
        if (current is not null)
        {
            ahead -= current.RecordBytes;
            spare.Push(current);
            current = null;
        }

        if (loaded.Count == 0 && !Load())
        {
            return false;
        }

        current = loaded.Dequeue();
        cursor.Start(current);
        return true;
    }

    /// <summary>Loads chunks until a stop is known.</summary>
    private void LookAhead()
    {
        while (stops.Count == 0 && ahead < MaxAhead && Load()) { }
    }

    private bool Load()
    {
        if (exhausted)
        {
            return false;
        }

        var chunk = spare.TryPop(out var old) ? old : new TraceChunk();
        try
        {
            if (!reader.TryReadChunk(chunk))
            {
                exhausted = true;
                return false;
            }

            Scout(chunk);
        }
        catch (TraceFormatException damage)
        {
            Failure = damage;
            exhausted = true;
            return false;
        }

        ahead += chunk.RecordBytes;
        loaded.Enqueue(chunk);
        return true;
    }

    /// <summary>Notes inputs and stops, and holds the trace to its own digest interval, so that no trace can ask for an endless run.</summary>
    private void Scout(TraceChunk chunk)
    {
        scout.Start(chunk);
        while (scout.TryRead(out var record))
        {
            if (record.Icount - lastDigest > reader.Header.DigestInterval)
            {
                throw new TraceFormatException(
                    chunk.FileOffset,
                    $"no digest for more than {reader.Header.DigestInterval} ticks before icount {record.Icount}"
                );
            }

            switch (record.Kind)
            {
                case RecordKind.Input:
                    inputs.Enqueue(record.Icount);
                    break;
                case RecordKind.Digest:
                    lastDigest = record.Icount;
                    stops.Enqueue(record.Icount);
                    break;
                case RecordKind.End:
                    stops.Enqueue(record.Icount);
                    break;
            }
        }
    }
}
