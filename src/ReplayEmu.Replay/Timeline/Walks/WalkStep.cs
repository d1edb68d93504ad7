using System;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline.Walks;

/// <summary>One thing that a <see cref="RandomWalk"/> did, and where it came to.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">Tick before it.</param>
/// <param name="FromRetired">Instructions retired there.</param>
/// <param name="Address">Of the breakpoint (linear) or the watched bytes (physical).</param>
/// <param name="Stop">Why it stopped.</param>
/// <param name="To">Tick after it.</param>
/// <param name="ToRetired">Instructions retired there.</param>
/// <param name="Digest">The state there.</param>
/// <param name="Took">Host time.</param>
public sealed record WalkStep(
    WalkKind Kind,
    ulong From,
    ulong FromRetired,
    ulong Address,
    TimelineStop Stop,
    ulong To,
    ulong ToRetired,
    DigestValue Digest,
    TimeSpan Took
);
