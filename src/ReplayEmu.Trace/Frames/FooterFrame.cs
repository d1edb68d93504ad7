using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace ReplayEmu.Trace.Frames;

/// <summary>
/// The last frame's content: kind, three zero bytes, u32 chunks, u64 last icount, u32 count of index frames, four zero bytes,
/// their entries, and the frame's own offset, so that the last 16 bytes of the file lead to it.
/// </summary>
/// <param name="Chunks">Chunks in the file.</param>
/// <param name="LastIcount">Tick of the last record.</param>
/// <param name="Indexes">All index frames.</param>
/// <param name="OwnOffset">Bytes from the start of the file to this frame.</param>
public sealed record FooterFrame(uint Chunks, ulong LastIcount, IReadOnlyList<IndexEntry> Indexes, long OwnOffset)
{
    /// <summary>The frame's own offset and the checksum of skippable frames end the file.</summary>
    internal const int TailBytes = 16;

    private const int HeaderBytes = 24;

    /// <summary>Most index frames that a footer can list: some two million chunks.</summary>
    internal const int MaxIndexes = 65536;

    public byte[] Encode()
    {
        var content = new byte[HeaderBytes + (16 * Indexes.Count) + 8];
        content[0] = (byte)FrameKind.Footer;
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), Chunks);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(8), LastIcount);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(16), (uint)Indexes.Count);
        var rest = content.AsSpan(HeaderBytes);
        foreach (var entry in Indexes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[8..], entry.FirstIcount);
            rest = rest[16..];
        }

        BinaryPrimitives.WriteInt64LittleEndian(rest, OwnOffset);
        return content;
    }

    /// <summary>Null when the content is no footer.</summary>
    public static FooterFrame? Decode(ReadOnlySpan<byte> content)
    {
        if (content.Length < HeaderBytes + 8 || content[0] != (byte)FrameKind.Footer)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(content[16..]);
        if (count > MaxIndexes || content.Length != HeaderBytes + (16 * (int)count) + 8)
        {
            return null;
        }

        var indexes = new IndexEntry[count];
        var rest = content[HeaderBytes..];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = new IndexEntry(
                BinaryPrimitives.ReadInt64LittleEndian(rest),
                BinaryPrimitives.ReadUInt64LittleEndian(rest[8..])
            );
            rest = rest[16..];
        }

        return new FooterFrame(
            BinaryPrimitives.ReadUInt32LittleEndian(content[4..]),
            BinaryPrimitives.ReadUInt64LittleEndian(content[8..]),
            indexes,
            BinaryPrimitives.ReadInt64LittleEndian(rest)
        );
    }
}
