using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Branches;

/// <summary>Copies a trace up to a place: whole chunks as they are, and the records of the last one that come before the place.</summary>
internal static class TracePrefix
{
    /// <param name="place">A place on the recording.</param>
    /// <param name="icount">Its tick.</param>
    internal static void Copy(TraceReader from, TraceWriter to, TimelineMark place, ulong icount)
    {
        from.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        var left = new Counts(from.Header.Detail >= TraceDetail.Io, place);
        while (from.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            if (chunk.LastIcount < icount)
            {
                to.Append(chunk);
                while (cursor.TryRead(out var counted))
                {
                    left.Take(counted);
                }

                continue;
            }

            while (cursor.TryRead(out var record))
            {
                if (record.Icount > icount || record.Kind == RecordKind.End || !left.Take(record))
                {
                    return;
                }

                Write(to, record);
            }
        }
    }

    private static void Write(TraceWriter to, in TraceRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Input:
                to.Input(record.Icount, record.Source, record.Payload.Span);
                break;
            case RecordKind.Output:
                to.Output(record.Icount, record.Source, record.Payload.Span);
                break;
            case RecordKind.Digest:
                to.Digest(record.Icount, DigestValue.FromBytes(record.Payload.Span)!);
                break;
            case RecordKind.Mark:
                to.Mark(record.Icount, System.Text.Encoding.UTF8.GetString(record.Payload.Span));
                break;
            case RecordKind.CheckpointBegin:
                to.CheckpointBegin(record.Icount, record.Value, record.Address);
                break;
            case RecordKind.CheckpointPart:
                var space = (CheckpointSpace)record.Source;
                to.CheckpointPart(record.Icount, space, (int)record.Size, record.Address, record.Payload.Span);
                break;
            case RecordKind.CheckpointEnd:
                to.CheckpointEnd(record.Icount, record.Value);
                break;
            default:
                to.Interaction(
                    new Interaction(
                        (InteractionKind)(record.Kind - RecordKind.PortRead + (int)InteractionKind.PortRead),
                        record.Icount,
                        record.Pc,
                        record.Source,
                        record.Address,
                        record.Size,
                        record.Value
                    )
                );
                break;
        }
    }

    /// <summary>What of a place's counts is not yet met.</summary>
    private struct Counts(bool records, TimelineMark place)
    {
        private ulong ordinal = place.Ordinal;
        private int inputs = place.Inputs;

        /// <summary>False when the record comes after the place.</summary>
        internal bool Take(in TraceRecord record)
        {
            if (record.Kind == RecordKind.Input)
            {
                return inputs-- > 0;
            }

            var counts =
                record.Kind == RecordKind.Digest
                || (records && (record.Kind == RecordKind.Output || record.Kind.IsInteraction()));
            return !counts || ordinal-- > 0;
        }
    }
}
