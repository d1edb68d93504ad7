namespace ReplayEmu.Replay.Timeline.Walks;

/// <summary>How far a <see cref="RandomWalk"/> goes.</summary>
public sealed record WalkOptions
{
    /// <summary>Places that are gone to, all over the recording.</summary>
    public int Places { get; init; } = 1000;

    /// <summary>Single steps back from each.</summary>
    public int StepsBack { get; init; } = 3;

    /// <summary>Places from which a breakpoint and a write are searched backward, and where another machine takes over.</summary>
    public int Searches { get; init; } = 50;

    /// <summary>The same seed on the same trace walks the same way.</summary>
    public ulong Seed { get; init; } = 1;
}
