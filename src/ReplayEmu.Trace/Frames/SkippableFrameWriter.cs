using System;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace ReplayEmu.Trace.Frames;

/// <summary>
/// Makes skippable frames: LZ4's own magic and size, our content, and an XxHash64 over everything before it, as LZ4 itself
/// does not check them.
/// </summary>
public static class SkippableFrameWriter
{
    /// <summary>One of the sixteen magic numbers that LZ4 readers skip; the others are not ours.</summary>
    internal const uint Magic = 0x184D2A5E;

    internal const int HeaderBytes = 8;

    internal const int ChecksumBytes = 8;

    public static byte[] Encode(ReadOnlySpan<byte> content)
    {
        var size = content.Length + ChecksumBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, TraceLimits.MaxFrameContent);
        var frame = new byte[HeaderBytes + size];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), (uint)size);
        content.CopyTo(frame.AsSpan(HeaderBytes));
        var covered = frame.AsSpan(0, HeaderBytes + content.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(covered.Length), XxHash64.HashToUInt64(covered));
        return frame;
    }
}
