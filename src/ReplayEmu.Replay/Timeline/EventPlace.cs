using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <summary>Where the event of a number is. The parts of a checkpoint are no events.</summary>
internal static class EventPlace
{
    /// <param name="number">From 1.</param>
    internal static ulong? Find(TraceReader trace, ulong number)
    {
        if (number == 0)
        {
            return null;
        }

        trace.Rewind();
        var chunk = new TraceChunk();
        while (trace.TryReadChunk(chunk))
        {
            ulong here =
                chunk.RecordCount
                - chunk.Counts[(int)RecordKind.CheckpointPart]
                - chunk.Counts[(int)RecordKind.CheckpointEnd];
            if (number <= here)
            {
                return Within(chunk, number);
            }

            number -= here;
        }

        return null;
    }

    private static ulong? Within(TraceChunk chunk, ulong number)
    {
        var cursor = new RecordCursor();
        cursor.Start(chunk);
        while (cursor.TryRead(out var record))
        {
            var isEvent = record.Kind is not (RecordKind.CheckpointPart or RecordKind.CheckpointEnd);
            if (isEvent && --number == 0)
            {
                return record.Icount;
            }
        }

        return null;
    }
}
