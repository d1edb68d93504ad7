namespace ReplayEmu.Trace.Records;

/// <summary>What the index of a checkpoint part counts. Append only.</summary>
public enum CheckpointSpace : byte
{
    /// <summary>Sections of the state arena.</summary>
    State = 1,

    /// <summary>Sections of the derived arena.</summary>
    Derived = 2,

    /// <summary>Memory blocks.</summary>
    Block = 3,
}
