namespace ReplayEmu.Trace.Records;

/// <summary>Number of a record, the low seven bits of its first byte. Append only; FORMAT.md lists the same numbers.</summary>
public enum RecordKind : byte
{
    /// <summary>Something from outside was delivered to a port of the gate.</summary>
    Input = 1,

    /// <summary>Bytes left through an output port.</summary>
    Output = 2,

    /// <summary>Hashes of the whole state.</summary>
    Digest = 3,

    /// <summary>A checkpoint begins; its parts follow.</summary>
    CheckpointBegin = 4,

    /// <summary>A part of a checkpoint: bytes of a state section or of a memory block.</summary>
    CheckpointPart = 5,

    /// <summary>A checkpoint is whole.</summary>
    CheckpointEnd = 6,

    /// <summary>A name for this tick.</summary>
    Mark = 7,

    /// <summary>The recording ended here, with the last digest.</summary>
    End = 8,

    PortRead = 17,
    PortWrite = 18,
    MmioRead = 19,
    MmioWrite = 20,
    ConfigRead = 21,
    ConfigWrite = 22,
    IrqRaise = 23,
    IrqLower = 24,
    DmaRead = 25,
    DmaWrite = 26,
    Hypercall = 27,
}

/// <summary>What <see cref="RecordKind"/>s have in common.</summary>
public static class RecordKinds
{
    /// <summary>Kinds are below this.</summary>
    public const int Count = 32;

    public static bool IsInteraction(this RecordKind kind) =>
        kind is >= RecordKind.PortRead and <= RecordKind.Hypercall;

    public static bool IsKnown(this RecordKind kind) =>
        kind is >= RecordKind.Input and <= RecordKind.End || kind.IsInteraction();
}
