using System.Collections.Generic;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>How a replay ended.</summary>
public enum ReplayOutcome
{
    /// <summary>Everything to the end record is the same.</summary>
    Same = 1,

    /// <summary>Everything to the last whole chunk of a cut-off trace is the same.</summary>
    SameUntilCutOff,

    /// <summary>Something differs.</summary>
    Diverged,

    /// <summary>The host asked to stop.</summary>
    Interrupted,
}

/// <summary>What a replay found.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Icount">Tick at which the replay stopped.</param>
/// <param name="Divergence">The first difference.</param>
/// <param name="End">The recorded end, when the replay came there.</param>
/// <param name="Ending">How the file ended, when the replay came there.</param>
/// <param name="Counts">What was compared.</param>
/// <param name="Notes">Sentences about what could not be compared.</param>
public sealed record ReplayResult(
    ReplayOutcome Outcome,
    ulong Icount,
    Divergence? Divergence,
    EndValue? End,
    TraceEnding? Ending,
    ReplayCounts Counts,
    IReadOnlyList<string> Notes
);

/// <summary>How many of what were found equal or delivered.</summary>
/// <param name="Inputs">Delivered.</param>
/// <param name="Outputs">Records compared.</param>
/// <param name="Interactions">Records compared.</param>
/// <param name="Digests">Compared, the last one included.</param>
/// <param name="PartialDigests">Those of them in which a part could not be compared, as its layout is another in this build.</param>
public sealed record ReplayCounts(ulong Inputs, ulong Outputs, ulong Interactions, ulong Digests, ulong PartialDigests);
