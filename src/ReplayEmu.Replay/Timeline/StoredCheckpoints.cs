using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <summary>The checkpoints that a trace of detail <c>full</c> brings along.</summary>
/// <param name="match">They are only for machines of the layout that recorded them; null for a machine that is meant to be another.</param>
internal sealed class StoredCheckpoints(TraceReader trace, TimelineLog log, VirtualMachine machine, LayoutMatch? match)
{
    private readonly bool usable = match is { FirstDifference: null };

    /// <summary>The last at or before a tick, or null.</summary>
    internal StoredCheckpoint? LastBefore(ulong icount)
    {
        StoredCheckpoint? last = null;
        for (var i = 0; usable && i < log.Checkpoints.Count && log.Checkpoints[i].Icount <= icount; i++)
        {
            last = log.Checkpoints[i];
        }

        return last;
    }

    /// <summary>Brings all after <paramref name="from"/> up to <paramref name="last"/> into host memory.</summary>
    /// <exception cref="TraceFormatException">The trace is damaged, or a part does not fit the machine.</exception>
    internal void Load(MemoryCheckpoint from, StoredCheckpoint last, CheckpointStore store)
    {
        var wanted = new Queue<StoredCheckpoint>(
            log.Checkpoints.Where(one => one.Icount > from.Icount && one.Icount <= last.Icount)
        );
        trace.SeekTo(from.Icount);
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        Parts? parts = null;
        while (wanted.Count > 0 && trace.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (wanted.TryPeek(out var next) && cursor.TryRead(out var record))
            {
                if (record.Kind == RecordKind.CheckpointBegin && record.Value == next.Number)
                {
                    parts = new Parts(machine, from);
                }
                else if (record.Kind == RecordKind.CheckpointPart)
                {
                    parts?.Take(record);
                }
                else if (record.Kind == RecordKind.CheckpointEnd && parts is not null)
                {
                    store.Insert(parts.Build(next), parts.Page);
                    parts = null;
                    wanted.Dequeue();
                }
            }
        }
    }

    /// <summary>A checkpoint as it is read.</summary>
    private sealed class Parts(VirtualMachine machine, MemoryCheckpoint pattern)
    {
        private readonly byte[] state = [.. pattern.State];
        private readonly byte[] derived = [.. pattern.Derived];
        private readonly Dictionary<ulong, byte[]> pages = [];

        internal byte[] Page(ulong key) => pages[key];

        internal void Take(in TraceRecord part)
        {
            var index = (int)Math.Min(part.Size, int.MaxValue);
            var data = part.Payload.Span;
            switch ((CheckpointSpace)part.Source)
            {
                case CheckpointSpace.State when index < machine.Arena.Sections.Count:
                    Put(state, machine.Arena.Sections[index], part);
                    break;
                case CheckpointSpace.Derived when index < machine.DerivedArena.Sections.Count:
                    Put(derived, machine.DerivedArena.Sections[index], part);
                    break;
                case CheckpointSpace.Block when index < machine.Blocks.Count && Fits(machine.Blocks[index], part):
                    for (var at = 0; at < data.Length; at += MemoryBlock.PageSize)
                    {
                        var key = DirtyPages.Key(index, (part.Address + (ulong)at) >> MemoryBlock.PageShift);
                        pages[key] = data.Slice(at, MemoryBlock.PageSize).ToArray();
                    }

                    break;
                default:
                    throw Misplaced(part);
            }
        }

        internal MemoryCheckpoint Build(StoredCheckpoint stored)
        {
            var clock = machine.Arena.Sections.First(static section => section.Name == "clock");
            var image = state.AsSpan(clock.Offset, clock.Schema.Size);
            var idle = StateValue.Read(clock.Schema.Fields[clock.Schema.IndexOf("IdleTicks")], 0, image);
            var icount = StateValue.Read(clock.Schema.Fields[clock.Schema.IndexOf("Icount")], 0, image);
            if (icount != stored.Icount || idle > icount)
            {
                throw new TraceFormatException($"the checkpoint at icount {stored.Icount} has the clock of another");
            }

            return new MemoryCheckpoint(icount, icount - idle, stored.Mark, state, derived, [.. pages.Keys]);
        }

        private static bool Fits(MemoryBlock block, in TraceRecord part) =>
            !block.IsRom
            && part.Address % MemoryBlock.PageSize == 0
            && part.Payload.Length % MemoryBlock.PageSize == 0
            && part.Address <= block.Size
            && (ulong)part.Payload.Length <= block.Size - part.Address;

        private static void Put(byte[] arena, StateSection section, in TraceRecord part)
        {
            if (
                part.Address > (ulong)section.Schema.Size
                || part.Payload.Length > section.Schema.Size - (int)part.Address
            )
            {
                throw Misplaced(part);
            }

            part.Payload.Span.CopyTo(arena.AsSpan(section.Offset + (int)part.Address));
        }

        private static TraceFormatException Misplaced(in TraceRecord part) =>
            new($"checkpoint part at icount {part.Icount} does not fit the machine");
    }
}
