using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;

namespace ReplayEmu.Trace.Records;

/// <summary>Hashes of a machine's whole state at a tick, kept apart so that a difference has a name.</summary>
/// <param name="Sections">XxHash64 of each state section, in the header's order.</param>
/// <param name="Blocks">Hash of each memory block, in the header's order.</param>
/// <param name="Output">Hash of everything that left through the output ports since power-on.</param>
public sealed record DigestValue(IReadOnlyList<ulong> Sections, IReadOnlyList<ulong> Blocks, ulong Output)
{
    /// <summary>One number for the whole state, for people to compare.</summary>
    public ulong Total => XxHash64.HashToUInt64(ToBytes());

    /// <summary>u16 section count, u16 block count, the hashes as u64, the output hash.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[4 + (8 * (Sections.Count + Blocks.Count + 1))];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)Sections.Count));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), checked((ushort)Blocks.Count));
        var at = 4;
        foreach (var hash in Sections.Concat(Blocks).Append(Output))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), hash);
            at += 8;
        }

        return bytes;
    }

    /// <summary>True when <see cref="FromBytes"/> would give a digest.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12
        && bytes.Length
            == 12
                + (
                    8
                    * (
                        BinaryPrimitives.ReadUInt16LittleEndian(bytes)
                        + BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])
                    )
                );

    /// <summary>Null when the bytes are no digest.</summary>
    public static DigestValue? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (!IsWellFormed(bytes))
        {
            return null;
        }

        var sections = new ulong[BinaryPrimitives.ReadUInt16LittleEndian(bytes)];
        var blocks = new ulong[BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])];
        var at = 4;
        foreach (var target in new[] { sections, blocks })
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
                at += 8;
            }
        }

        return new DigestValue(sections, blocks, BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
    }
}
