namespace ReplayEmu.Replay.Timeline.Walks;

/// <summary>A way to go on a timeline.</summary>
public enum WalkKind
{
    /// <summary>To a tick.</summary>
    Seek = 1,

    /// <summary>One instruction back.</summary>
    StepBack,

    /// <summary>Back to the last time that an instruction ran.</summary>
    BackToBreakpoint,

    /// <summary>Back to the last write of a place in memory.</summary>
    BackToWatch,

    /// <summary>Nowhere: the machine is stopped and asked to run to where it is.</summary>
    Pause,

    /// <summary>Nowhere: the state is put into a newly built machine, which goes on.</summary>
    SaveRestore,

    /// <summary>To the end.</summary>
    Finish,
}
