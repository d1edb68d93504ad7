using System.Collections.Generic;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Divergences;

/// <summary>A timeline as a probe. What was printed is no part of its digest.</summary>
public sealed class TimelineProbe(TraceTimeline timeline) : IStateProbe
{
    public ulong End => timeline.End;

    public ulong DigestAt(ulong icount)
    {
        timeline.Seek(icount);
        return Digest(timeline);
    }

    /// <summary>The number at the present place.</summary>
    public static ulong Digest(TraceTimeline timeline)
    {
        var value = timeline.ComputeDigest();
        return new DigestValue(value.Sections, value.Blocks, 0).Total;
    }

    public IReadOnlyDictionary<string, string> FactsAt(ulong icount)
    {
        timeline.Seek(icount);
        return StateFacts.Of(timeline.Machine);
    }

    public ulong ProgramCounterAt(ulong icount)
    {
        timeline.Seek(icount);
        return timeline.Machine.Observation.ProgramCounter();
    }
}
