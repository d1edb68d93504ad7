namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>Which accesses to watched memory count.</summary>
public enum WatchAccess
{
    /// <summary>Writes after which the bytes differ.</summary>
    Change = 1,

    /// <summary>All writes.</summary>
    Write,

    Read,

    /// <summary>Reads and writes.</summary>
    Any,
}
