using System;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Trace.Records;

/// <summary>Appends records to the buffer of one chunk. Allocates nothing for a record.</summary>
internal sealed class RecordEncoder
{
    /// <summary>Set in the first byte: source and size are those of the last interaction of this kind.</summary>
    internal const byte SameShape = 0x80;

    private const int HeaderBytes = RecordCursor.ChunkHeaderBytes;
    private readonly DeltaState delta = new();
    private readonly byte[] buffer;
    private readonly uint[] counts = new uint[RecordKinds.Count];
    private readonly int closeAt;
    private int length = HeaderBytes;

    internal RecordEncoder(int chunkBytes)
    {
        closeAt = HeaderBytes + chunkBytes;
        buffer = new byte[closeAt + TraceLimits.MaxRecordBytes];
    }

    /// <summary>The chunk is as large as it should become.</summary>
    internal bool IsFull => length >= closeAt;

    internal uint RecordCount { get; private set; }

    internal ulong FirstIcount { get; private set; }

    internal ulong LastIcount => delta.Icount;

    internal ReadOnlySpan<uint> Counts => counts;

    /// <summary>Header and records.</summary>
    internal Span<byte> Content => buffer.AsSpan(0, length);

    internal void Start(ulong icount)
    {
        delta.Start(icount);
        FirstIcount = icount;
        length = HeaderBytes;
        RecordCount = 0;
        Array.Clear(counts);
    }

    internal void Interaction(in Interaction interaction)
    {
        var kind = (int)interaction.Kind + RecordCursor.InteractionBase;
        var at = length;
        var same = delta.Source[kind] == interaction.Source && delta.Size[kind] == interaction.Size;
        buffer[at++] = (byte)(same ? kind | SameShape : kind);
        at = Varint.Write(buffer, at, Advance(interaction.Icount));
        at = Varint.Write(buffer, at, Varint.ZigZag(interaction.Pc - delta.Pc));
        delta.Pc = interaction.Pc;
        at = Varint.Write(buffer, at, Varint.ZigZag(interaction.Address - delta.Address[kind]));
        delta.Address[kind] = interaction.Address;
        if (!same)
        {
            at = Varint.Write(buffer, at, interaction.Source);
            at = Varint.Write(buffer, at, interaction.Size);
            delta.Source[kind] = interaction.Source;
            delta.Size[kind] = interaction.Size;
        }

        length = Varint.Write(buffer, at, interaction.Value);
        Count(kind);
    }

    /// <summary>A record of numbers and bytes; see <see cref="RecordFormat"/>.</summary>
    internal void Plain(RecordKind kind, ulong icount, ReadOnlySpan<ulong> numbers, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, TraceLimits.MaxPayloadBytes);
        var at = length;
        buffer[at++] = (byte)kind;
        at = Varint.Write(buffer, at, Advance(icount));
        foreach (var number in numbers)
        {
            at = Varint.Write(buffer, at, number);
        }

        if (RecordFormat.HasPayload(kind))
        {
            at = Varint.Write(buffer, at, (ulong)payload.Length);
            payload.CopyTo(buffer.AsSpan(at));
            at += payload.Length;
        }

        length = at;
        Count((int)kind);
    }

    private ulong Advance(ulong icount)
    {
        var step = icount - delta.Icount;
        if ((long)step < 0)
        {
            throw new InvalidOperationException($"trace: tick {icount} comes after tick {delta.Icount}");
        }

        delta.Icount = icount;
        return step;
    }

    private void Count(int kind)
    {
        counts[kind]++;
        RecordCount++;
    }
}
