using System;
using System.Buffers.Binary;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace;

/// <summary>One chunk of records, decompressed and checked to the last record. Reused: a reader reads over it.</summary>
public sealed class TraceChunk
{
    private readonly RecordCursor checker = new();
    private byte[] buffer = new byte[64 << 10];
    private int length;

    /// <summary>Bytes from the start of the file to its frame.</summary>
    public long FileOffset { get; private set; }

    /// <summary>Chunks before it.</summary>
    public uint Number { get; private set; }

    /// <summary>Tick that its records are coded against: that of the last record before it.</summary>
    public ulong FirstIcount { get; private set; }

    /// <summary>Tick of its last record.</summary>
    public ulong LastIcount { get; private set; }

    public uint RecordCount { get; private set; }

    /// <summary>It holds the end record, as its last.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Records by kind.</summary>
    public uint[] Counts { get; } = new uint[RecordKinds.Count];

    /// <summary>Bytes of the decompressed chunk.</summary>
    public int RecordBytes => length;

    internal ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    /// <summary>Takes the frame last read.</summary>
    /// <exception cref="TraceFormatException">Not well-formed records.</exception>
    internal void Take(FrameReader frames)
    {
        buffer = frames.SwapContent(buffer, out length);
        FileOffset = frames.FrameOffset;
        var header = buffer.AsSpan(0, length);
        if (length < RecordCursor.ChunkHeaderBytes)
        {
            throw new TraceFormatException(FileOffset, "chunk is shorter than its header");
        }

        Number = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        FirstIcount = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        RecordCount = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        if (RecordCount == 0 || header[1..4].ContainsAnyExcept((byte)0) || header[20..24].ContainsAnyExcept((byte)0))
        {
            throw new TraceFormatException(FileOffset, "chunk header is malformed");
        }

        Validate();
    }

    /// <summary>Decodes every record once, so that whoever uses the chunk meets no error in its middle.</summary>
    private void Validate()
    {
        Array.Clear(Counts);
        HasEnd = false;
        checker.Start(this);
        while (checker.TryRead(out var record))
        {
            if (HasEnd)
            {
                throw new TraceFormatException(FileOffset, "record after the end record");
            }

            Counts[(int)record.Kind]++;
            LastIcount = record.Icount;
            var isSound = record.Kind switch
            {
                RecordKind.Digest => DigestValue.IsWellFormed(record.Payload.Span),
                RecordKind.End => EndValue.FromBytes(record.Payload.Span) is not null,
                _ => true,
            };
            if (!isSound)
            {
                throw new TraceFormatException(FileOffset, $"malformed {record.Kind} record at icount {record.Icount}");
            }

            HasEnd = record.Kind == RecordKind.End;
        }
    }
}
