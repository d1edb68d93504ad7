using System;

namespace ReplayEmu.Trace.Records;

/// <summary>Goes through the records of one chunk. Every length is checked against the chunk's end before it is used.</summary>
public sealed class RecordCursor
{
    /// <summary>Frame kind, three zero bytes, u32 chunk number, u64 first icount, u32 records, four zero bytes.</summary>
    internal const int ChunkHeaderBytes = 24;

    /// <summary>An interaction's record kind is its <see cref="Machine.Gate.InteractionKind"/> plus this.</summary>
    internal const int InteractionBase = 16;

    private readonly DeltaState delta = new();
    private ReadOnlyMemory<byte> content;
    private long fileOffset;
    private int at;

    /// <summary>Records not yet read.</summary>
    public uint Remaining { get; private set; }

    /// <summary>Goes to the first record of a chunk.</summary>
    public void Start(TraceChunk chunk)
    {
        content = chunk.Content;
        fileOffset = chunk.FileOffset;
        Remaining = chunk.RecordCount;
        delta.Start(chunk.FirstIcount);
        at = ChunkHeaderBytes;
    }

    /// <summary>The next record; false after the last.</summary>
    /// <exception cref="TraceFormatException">The chunk's bytes are no records, although its checksums are good.</exception>
    public bool TryRead(out TraceRecord record)
    {
        var bytes = content.Span;
        if (Remaining == 0)
        {
            record = default;
            return at == bytes.Length ? false : throw Bad("bytes behind the last record");
        }

        Remaining--;
        if (at >= bytes.Length)
        {
            throw Bad("record is cut off");
        }

        var tag = bytes[at++];
        var kind = (RecordKind)(tag & ~RecordEncoder.SameShape);
        var same = (tag & RecordEncoder.SameShape) != 0;
        if (!kind.IsKnown() || (same && !kind.IsInteraction()))
        {
            throw Bad($"unknown kind of record: {tag}");
        }

        var step = Number(bytes);
        if (step > ulong.MaxValue - delta.Icount)
        {
            throw Bad("icount overflows");
        }

        delta.Icount += step;
        record = kind.IsInteraction() ? Interaction(bytes, kind, same) : Plain(bytes, kind);
        return true;
    }

    private TraceRecord Interaction(ReadOnlySpan<byte> bytes, RecordKind kind, bool same)
    {
        var slot = (int)kind;
        var pc = delta.Pc += Varint.UnZigZag(Number(bytes));
        var address = delta.Address[slot] += Varint.UnZigZag(Number(bytes));
        if (!same)
        {
            delta.Source[slot] = (ushort)Bounded(bytes, ushort.MaxValue, "source");
            delta.Size[slot] = (uint)Bounded(bytes, uint.MaxValue, "size");
        }

        return new(kind, delta.Icount, pc, delta.Source[slot], address, delta.Size[slot], Number(bytes), default);
    }

    private TraceRecord Plain(ReadOnlySpan<byte> bytes, RecordKind kind)
    {
        ushort source = 0;
        ulong address = 0;
        ulong value = 0;
        uint size = 0;
        switch (kind)
        {
            case RecordKind.Input or RecordKind.Output:
                source = (ushort)Bounded(bytes, ushort.MaxValue, "port");
                break;
            case RecordKind.CheckpointBegin:
                value = Number(bytes);
                address = Number(bytes);
                break;
            case RecordKind.CheckpointPart:
                source = (ushort)Bounded(bytes, ushort.MaxValue, "space");
                size = (uint)Bounded(bytes, uint.MaxValue, "index");
                address = Number(bytes);
                break;
            case RecordKind.CheckpointEnd:
                value = Number(bytes);
                break;
        }

        var payload = ReadOnlyMemory<byte>.Empty;
        if (RecordFormat.HasPayload(kind))
        {
            var length = (int)Bounded(bytes, TraceLimits.MaxPayloadBytes, "payload length");
            if (length > bytes.Length - at)
            {
                throw Bad("payload is cut off");
            }

            payload = content.Slice(at, length);
            at += length;
        }

        return new(kind, delta.Icount, 0, source, address, size, value, payload);
    }

    private ulong Bounded(ReadOnlySpan<byte> bytes, ulong maximum, string what)
    {
        var value = Number(bytes);
        return value <= maximum ? value : throw Bad($"{what} {value} is out of range");
    }

    private ulong Number(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70 && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            if (shift == 63 && part > 1)
            {
                break;
            }

            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Bad("number is cut off or too long");
    }

    private TraceFormatException Bad(string what) => new(fileOffset, $"{what} (byte {at} of the chunk)");
}
