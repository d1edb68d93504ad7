using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Frames;

/// <summary>Content of an index frame: kind, three zero bytes, u32 count, entries of fixed size.</summary>
public static class IndexFrame
{
    private const int HeaderBytes = 8;

    public static byte[] Encode(IReadOnlyList<ChunkEntry> entries)
    {
        var content = new byte[HeaderBytes + (entries.Count * ChunkEntry.Bytes)];
        content[0] = (byte)FrameKind.Index;
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)entries.Count);
        var rest = content.AsSpan(HeaderBytes);
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[8..], entry.FirstIcount);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[16..], entry.LastIcount);
            for (var kind = 0; kind < RecordKinds.Count; kind++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest[(24 + (4 * kind))..], entry.Counts[kind]);
            }

            rest = rest[ChunkEntry.Bytes..];
        }

        return content;
    }

    /// <summary>Null when the content is no index.</summary>
    public static IReadOnlyList<ChunkEntry>? Decode(ReadOnlySpan<byte> content)
    {
        if (content.Length < HeaderBytes || content[0] != (byte)FrameKind.Index)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        if (count != (uint)((content.Length - HeaderBytes) / ChunkEntry.Bytes))
        {
            return null;
        }

        var entries = new ChunkEntry[count];
        var rest = content[HeaderBytes..];
        for (var i = 0; i < entries.Length; i++)
        {
            var counts = new uint[RecordKinds.Count];
            for (var kind = 0; kind < counts.Length; kind++)
            {
                counts[kind] = BinaryPrimitives.ReadUInt32LittleEndian(rest[(24 + (4 * kind))..]);
            }

            entries[i] = new ChunkEntry(
                BinaryPrimitives.ReadInt64LittleEndian(rest),
                BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]),
                counts
            );
            rest = rest[ChunkEntry.Bytes..];
        }

        return entries;
    }
}
