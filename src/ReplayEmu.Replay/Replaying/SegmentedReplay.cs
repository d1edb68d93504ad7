using System;
using System.Collections.Generic;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>
/// A replay cut at the checkpoints of its trace. Each segment begins with the recorded state and ends at the next checkpoint's digest, so
/// that all segments the same means that the whole is the same, and the first that differs has the first difference.
/// </summary>
/// <param name="open">A new replayer of the trace from power-on.</param>
/// <param name="cuts">Ticks of checkpoints, ascending.</param>
public sealed class SegmentedReplay(Func<Replayer> open, IReadOnlyList<ulong> cuts)
{
    private readonly ReplayResult?[] results = new ReplayResult?[cuts.Count + 1];

    public int Segments => results.Length;

    /// <summary>Ticks of the whole checkpoints of a trace that lie at least <paramref name="apart"/> from each other.</summary>
    public static IReadOnlyList<ulong> Cuts(TraceReader trace, ulong apart)
    {
        var cuts = new List<ulong>();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        ulong last = 0;
        trace.Rewind();
        while (trace.TryReadChunk(chunk))
        {
            var left = chunk.Counts[(int)RecordKind.CheckpointEnd];
            cursor.Start(chunk);
            while (left > 0 && cursor.TryRead(out var record))
            {
                if (record.Kind == RecordKind.CheckpointEnd)
                {
                    left--;
                    if (record.Icount - last >= apart)
                    {
                        cuts.Add(record.Icount);
                        last = record.Icount;
                    }
                }
            }
        }

        return cuts;
    }

    /// <summary>Replays one segment; any thread, in any order.</summary>
    /// <exception cref="TraceFormatException">The trace is damaged, or its layouts are another build's.</exception>
    public void Replay(int segment)
    {
        using var replayer = open();
        if (segment > 0)
        {
            replayer.StartAt(cuts[segment - 1]);
        }

        ReplayResult? result = null;
        if (segment == cuts.Count)
        {
            result = replayer.Run();
        }
        else
        {
            while (result is null && replayer.Machine.Clock.Icount < cuts[segment])
            {
                result = replayer.Run(cuts[segment]);
            }
        }

        results[segment] = result ?? replayer.SoFar();
    }

    /// <summary>The verdict of the whole, when all segments were replayed: that of the first that is not simply the same.</summary>
    public ReplayResult Verdict()
    {
        var counts = new ReplayCounts(0, 0, 0, 0, 0);
        foreach (var result in results)
        {
            var more = result!.Counts;
            counts = new ReplayCounts(
                counts.Inputs + more.Inputs,
                counts.Outputs + more.Outputs,
                counts.Interactions + more.Interactions,
                counts.Digests + more.Digests,
                counts.PartialDigests + more.PartialDigests
            );
            if (result.Outcome != ReplayOutcome.Same)
            {
                return result with { Counts = counts };
            }
        }

        return results[^1]! with
        {
            Counts = counts,
        };
    }
}
