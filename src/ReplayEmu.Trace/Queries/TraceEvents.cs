using System.Collections.Generic;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Queries;

/// <summary>Lists the records of a trace in order.</summary>
public static class TraceEvents
{
    /// <summary>
    /// Reads as it is enumerated. A cut-off trace ends with its last whole chunk; the reader's <see cref="TraceReader.Ending"/> tells.
    /// </summary>
    /// <exception cref="TraceFormatException">Damage; what comes before it is listed first.</exception>
    public static IEnumerable<TraceEvent> Read(TraceReader trace, TraceEventFilter filter)
    {
        if (filter.FirstIcount > 0)
        {
            trace.SeekTo(filter.FirstIcount);
        }
        else
        {
            trace.Rewind();
        }

        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (trace.TryReadChunk(chunk) && chunk.FirstIcount <= filter.LastIcount)
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (filter.Wants(trace.Header, record))
                {
                    yield return TraceEvent.From(trace.Header, record);
                }
            }
        }
    }
}
