namespace ReplayEmu.Replay.Timeline;

/// <summary>Why a run on a timeline stopped.</summary>
public enum TimelineStop
{
    /// <summary>The steps asked for are done, or the place asked for is reached.</summary>
    Done = 1,

    /// <summary>The instruction at a breakpoint is next.</summary>
    Breakpoint,

    /// <summary>Watched memory changed: in the instruction before this place, or, going backwards, in the one after it.</summary>
    Watch,

    /// <summary>The first instruction of the recording is next.</summary>
    Begin,

    /// <summary>The recording ends here.</summary>
    End,

    /// <summary><see cref="TimelineOptions.Interrupted"/> said so.</summary>
    Interrupted,
}
