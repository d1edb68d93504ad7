using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Recording;

/// <summary>How to record; nothing of it changes what the guest sees.</summary>
public sealed record RecordingOptions
{
    public TraceDetail Detail { get; init; } = TraceDetail.Io;

    /// <summary>Ticks between digests, 1 to 2^40.</summary>
    public ulong DigestInterval { get; init; } = 10_000_000;

    /// <summary>Ticks between checkpoints at detail <see cref="TraceDetail.Full"/>; they are taken with a digest.</summary>
    public ulong CheckpointInterval { get; init; } = 100_000_000;

    /// <summary>Bytes of records at which a chunk is written: what a recorder that is killed can lose.</summary>
    public int ChunkBytes { get; init; } = TraceLimits.DefaultChunkBytes;

    /// <summary>Put the bytes of all images into the trace.</summary>
    public bool EmbedImages { get; init; }

    /// <summary>Version of the program, for the header.</summary>
    public string ToolVersion { get; init; } = "0.1.0";

    /// <summary>A chunk is closed after so many ticks even when it is not full, so that little is lost when the recorder is killed.</summary>
    public ulong FlushInterval { get; init; } = 1UL << 28;
}
