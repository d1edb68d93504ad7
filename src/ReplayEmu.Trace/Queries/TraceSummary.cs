using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Time;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Queries;

/// <summary>What is in a trace, from reading all of it.</summary>
/// <param name="Header">First frame.</param>
/// <param name="FileBytes">Size of the file.</param>
/// <param name="RecordBytes">Size of the decompressed chunks.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="LastIcount">Tick of the last record.</param>
/// <param name="Nanoseconds">Guest time of the last record.</param>
/// <param name="Counts">Records by kind, for kinds that occur, in order of their numbers.</param>
/// <param name="End">How the recording ended; null when it was cut off.</param>
/// <param name="Ending">How the file ended.</param>
/// <param name="Damage">Why it could not be read on; null when the file is sound.</param>
public sealed record TraceSummary(
    TraceHeader Header,
    long FileBytes,
    long RecordBytes,
    int Chunks,
    ulong LastIcount,
    ulong Nanoseconds,
    IReadOnlyList<KeyValuePair<RecordKind, ulong>> Counts,
    EndValue? End,
    TraceEnding? Ending,
    TraceFormatException? Damage
)
{
    /// <summary>Reads a trace to its end or to its first damage.</summary>
    public static TraceSummary Read(TraceReader trace)
    {
        trace.Rewind();
        var chunk = new TraceChunk();
        var counts = new ulong[RecordKinds.Count];
        var chunks = 0;
        long bytes = 0;
        EndValue? end = null;
        TraceFormatException? damage = null;
        try
        {
            while (trace.TryReadChunk(chunk))
            {
                chunks++;
                bytes += chunk.RecordBytes;
                for (var kind = 0; kind < counts.Length; kind++)
                {
                    counts[kind] += chunk.Counts[kind];
                }

                end = chunk.HasEnd ? LastOf(chunk) : null;
            }
        }
        catch (TraceFormatException found)
        {
            damage = found;
        }

        var ratio = new TickRatio(trace.Header.Config.TickNumerator, Math.Max(1, trace.Header.Config.TickDenominator));
        return new TraceSummary(
            trace.Header,
            trace.FileBytes,
            bytes,
            chunks,
            trace.LastIcount,
            ratio.ToNanoseconds(trace.LastIcount),
            NonZero(counts),
            end,
            trace.Ending,
            damage
        );
    }

    private static EndValue? LastOf(TraceChunk chunk)
    {
        var cursor = new RecordCursor();
        cursor.Start(chunk);
        EndValue? end = null;
        while (cursor.TryRead(out var record))
        {
            end = record.Kind == RecordKind.End ? EndValue.FromBytes(record.Payload.Span) : null;
        }

        return end;
    }

    private static List<KeyValuePair<RecordKind, ulong>> NonZero(ulong[] counts)
    {
        var result = new List<KeyValuePair<RecordKind, ulong>>();
        for (var kind = 0; kind < counts.Length; kind++)
        {
            if (counts[kind] != 0)
            {
                result.Add(new((RecordKind)kind, counts[kind]));
            }
        }

        return result;
    }
}
