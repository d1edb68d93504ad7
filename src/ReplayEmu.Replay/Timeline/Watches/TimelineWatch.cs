namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>Something whose accesses or changes stop a run on a timeline.</summary>
public abstract class TimelineWatch
{
    private protected TimelineWatch() { }

    /// <summary>It cannot be told when it happens: the run goes instruction by instruction.</summary>
    internal virtual bool NeedsSteps => false;

    /// <summary>It wants to hear interactions.</summary>
    internal virtual bool NeedsInteractions => false;

    /// <summary>It needs the CPUs to forget where memory is, for the marks of its pages to be seen.</summary>
    internal virtual bool NeedsMarks => false;

    /// <summary>A run begins or ends.</summary>
    internal virtual void Arm(bool on) { }

    /// <summary>What happened up to now is over.</summary>
    internal abstract void Sync();

    /// <summary>What happened since the last call or <see cref="Sync"/>, or null.</summary>
    /// <param name="icount">The present place.</param>
    internal abstract WatchEvent? Take(ulong icount);
}
