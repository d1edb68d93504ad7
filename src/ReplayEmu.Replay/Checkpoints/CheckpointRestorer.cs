using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.State;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Checkpoints;

/// <summary>Where a restored machine is.</summary>
/// <param name="Number">Checkpoints before it.</param>
/// <param name="Icount">Its tick.</param>
/// <param name="OutputHash">See <see cref="Digests.OutputHash"/>.</param>
public sealed record RestoredCheckpoint(ulong Number, ulong Icount, ulong OutputHash);

/// <summary>Puts the state of a checkpoint into a newly built machine.</summary>
public sealed class CheckpointRestorer
{
    private readonly VirtualMachine machine;
    private readonly TraceReader trace;

    /// <param name="machine">At power-on, built from the trace's configuration.</param>
    /// <param name="trace">Of detail <see cref="TraceDetail.Full"/>.</param>
    /// <exception cref="TraceFormatException">Its state layouts are not those of this build.</exception>
    public CheckpointRestorer(VirtualMachine machine, TraceReader trace)
    {
        this.machine = machine;
        this.trace = trace;
        var layouts = new LayoutMatch(trace.Header, machine);
        if (layouts.FirstDifference is { } difference)
        {
            throw new TraceFormatException($"its checkpoints are of another build: {difference}");
        }
    }

    /// <summary>Applies every checkpoint up to the last one at or before a tick; null when there is none.</summary>
    /// <exception cref="TraceFormatException">The trace is damaged, or a part does not fit its place.</exception>
    public RestoredCheckpoint? Restore(ulong icount)
    {
        RestoredCheckpoint? open = null;
        RestoredCheckpoint? restored = null;
        var parts = 0UL;
        foreach (var record in CheckpointRecords())
        {
            switch (record.Kind)
            {
                case RecordKind.CheckpointBegin when record.Icount > icount:
                    return Done(restored);
                case RecordKind.CheckpointBegin when open is null && record.Value == (restored?.Number + 1 ?? 0):
                    open = new RestoredCheckpoint(record.Value, record.Icount, record.Address);
                    parts = 0;
                    break;
                case RecordKind.CheckpointPart when open is not null:
                    record.Payload.Span.CopyTo(Target(record, record.Payload.Length));
                    parts++;
                    break;
                case RecordKind.CheckpointEnd when open is not null && record.Value == parts:
                    restored = open;
                    open = null;
                    break;
                default:
                    throw new TraceFormatException($"{record.Kind} record out of place at icount {record.Icount}");
            }
        }

        // A file that was cut off inside a checkpoint: its first parts are in the machine already.
        return open is null
            ? Done(restored)
            : throw new TraceFormatException($"the checkpoint at icount {open.Icount} is cut off");
    }

    private RestoredCheckpoint? Done(RestoredCheckpoint? restored)
    {
        machine.StateReplaced();
        return restored;
    }

    private IEnumerable<TraceRecord> CheckpointRecords()
    {
        trace.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (trace.TryReadChunk(chunk))
        {
            var here =
                chunk.Counts[(int)RecordKind.CheckpointBegin]
                + chunk.Counts[(int)RecordKind.CheckpointPart]
                + chunk.Counts[(int)RecordKind.CheckpointEnd];
            cursor.Start(chunk);
            while (here > 0 && cursor.TryRead(out var record))
            {
                if (record.Kind is RecordKind.CheckpointBegin or RecordKind.CheckpointPart or RecordKind.CheckpointEnd)
                {
                    here--;
                    yield return record;
                }
            }
        }
    }

    private Span<byte> Target(in TraceRecord part, int length)
    {
        var index = (int)Math.Min(part.Size, int.MaxValue);
        switch ((CheckpointSpace)part.Source)
        {
            case CheckpointSpace.State when index < machine.Arena.Sections.Count:
                return Within(machine.Arena, index, part, length);
            case CheckpointSpace.Derived when index < machine.DerivedArena.Sections.Count:
                return Within(machine.DerivedArena, index, part, length);
            case CheckpointSpace.Block when index < machine.Blocks.Count:
                var block = machine.Blocks[index];
                if (part.Address <= block.Size && (ulong)length <= block.Size - part.Address)
                {
                    block.MarkWritten(part.Address, (ulong)length);
                    return block.Span(part.Address, length);
                }

                break;
        }

        throw Misplaced(part);
    }

    private static Span<byte> Within(StateArena arena, int index, in TraceRecord part, int length)
    {
        var bytes = arena.BytesOf(arena.Sections[index]);
        return part.Address <= (ulong)bytes.Length && length <= bytes.Length - (int)part.Address
            ? bytes.Slice((int)part.Address, length)
            : throw Misplaced(part);
    }

    private static TraceFormatException Misplaced(in TraceRecord part) =>
        new($"checkpoint part at icount {part.Icount} does not fit the machine");
}
