namespace ReplayEmu.Trace;

/// <summary>What a trace holds, chosen when it is recorded. FORMAT.md lists the same numbers.</summary>
public enum TraceDetail : byte
{
    /// <summary>Inputs and digests: enough to replay, a difference is known to a digest interval.</summary>
    Inputs = 1,

    /// <summary>Also every output and device interaction: a difference is known to the instruction.</summary>
    Io = 2,

    /// <summary>Also checkpoints: a replay can begin in the middle.</summary>
    Full = 3,
}
