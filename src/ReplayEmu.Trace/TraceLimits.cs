namespace ReplayEmu.Trace;

/// <summary>Bounds of the format. A reader refuses what is beyond them before it reserves memory for it.</summary>
public static class TraceLimits
{
    /// <summary>This build writes it.</summary>
    public const ushort FormatVersion = 1;

    /// <summary>A reader that is older than this cannot read what this build writes.</summary>
    public const ushort MinimumReaderVersion = 1;

    /// <summary>Largest uncompressed content of any frame and largest skippable frame, bytes.</summary>
    public const int MaxFrameContent = 4 << 20;

    /// <summary>Largest encoded record, bytes.</summary>
    public const int MaxRecordBytes = 64 << 10;

    /// <summary>Largest payload of an input, output, mark or checkpoint record, bytes.</summary>
    public const int MaxPayloadBytes = 32 << 10;

    /// <summary>Bounds of the size at which a chunk is closed, bytes.</summary>
    public const int MinChunkBytes = 256;

    public const int MaxChunkBytes = 1 << 20;

    public const int DefaultChunkBytes = 64 << 10;

    /// <summary>An index frame is written after so many chunks.</summary>
    public const int ChunksPerIndex = 32;

    /// <summary>Bytes of an embedded image in one frame.</summary>
    public const int ImageFrameBytes = 256 << 10;

    /// <summary>Most hashes in one digest: state sections and memory blocks, each.</summary>
    public const int MaxDigestHashes = 2048;
}
