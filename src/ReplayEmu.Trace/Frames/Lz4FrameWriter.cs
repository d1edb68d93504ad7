using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using K4os.Compression.LZ4;

namespace ReplayEmu.Trace.Frames;

/// <summary>
/// Makes LZ4 frames (LZ4 Frame Format 1.6.x) of one independent block each, with content size, block checksum and content
/// checksum, so that no byte of a frame can change unnoticed.
/// </summary>
public sealed class Lz4FrameWriter
{
    internal const uint Magic = 0x184D2204;

    /// <summary>Version 01, independent blocks, block checksum, content size, content checksum, no dictionary.</summary>
    internal const byte Flags = 0b0111_1100;

    /// <summary>Magic, FLG, BD, content size, header checksum.</summary>
    internal const int HeaderBytes = 15;

    /// <summary>Block size before and its checksum behind the block; end mark and content checksum.</summary>
    internal const int TrailerBytes = 12;

    internal const uint StoredBlock = 0x8000_0000;

    private byte[] buffer = new byte[64 << 10];

    /// <summary>The frame for a content of 1 byte to 4 MiB; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfZero(content.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, TraceLimits.MaxFrameContent);
        var bound = HeaderBytes + 4 + TrailerBytes + LZ4Codec.MaximumOutputSize(content.Length);
        if (buffer.Length < bound)
        {
            buffer = new byte[bound];
        }

        var frame = buffer.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        frame[4] = Flags;
        frame[5] = BlockDescriptor(content.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[6..], (ulong)content.Length);
        frame[14] = HeaderChecksum(frame[4..14]);

        var block = frame[(HeaderBytes + 4)..];
        var length = LZ4Codec.Encode(content, block[..LZ4Codec.MaximumOutputSize(content.Length)]);
        var sizeField = (uint)length;
        if (length <= 0 || length >= content.Length)
        {
            length = content.Length;
            content.CopyTo(block);
            sizeField = StoredBlock | (uint)length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(frame[HeaderBytes..], sizeField);
        BinaryPrimitives.WriteUInt32LittleEndian(block[length..], XxHash32.HashToUInt32(block[..length]));
        BinaryPrimitives.WriteUInt32LittleEndian(block[(length + 4)..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(block[(length + 8)..], XxHash32.HashToUInt32(content));
        return frame[..(HeaderBytes + 4 + length + TrailerBytes)];
    }

    /// <summary>BD byte: the smallest block maximum (64 KiB, 256 KiB, 1 MiB, 4 MiB) that holds the content.</summary>
    internal static byte BlockDescriptor(int contentLength) =>
        contentLength switch
        {
            <= 64 << 10 => 4 << 4,
            <= 256 << 10 => 5 << 4,
            <= 1 << 20 => 6 << 4,
            _ => 7 << 4,
        };

    internal static byte HeaderChecksum(ReadOnlySpan<byte> descriptor) =>
        (byte)(XxHash32.HashToUInt32(descriptor) >> 8);
}
