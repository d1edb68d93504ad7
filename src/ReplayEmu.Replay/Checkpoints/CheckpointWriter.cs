using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Checkpoints;

/// <summary>
/// Writes checkpoints: all sections of both arenas, and the pages written since the checkpoint before (or since power-on), in
/// parts that fit a record. It owns <see cref="PageFlags.DirtySinceCheckpoint"/>.
/// </summary>
internal sealed unsafe class CheckpointWriter(VirtualMachine machine, TraceWriter writer, ulong interval)
{
    private const int PagesPerPart = TraceLimits.MaxPayloadBytes / MemoryBlock.PageSize;
    private ulong number;
    private ulong last;
    private ulong parts;

    internal void WriteIfDue(ulong icount, ulong outputHash)
    {
        if (icount - last < interval)
        {
            return;
        }

        last = icount;
        parts = 0;
        writer.CheckpointBegin(icount, number++, outputHash);
        Sections(icount, CheckpointSpace.State, machine.Arena);
        Sections(icount, CheckpointSpace.Derived, machine.DerivedArena);
        for (var i = 0; i < machine.Blocks.Count; i++)
        {
            Pages(icount, i, machine.Blocks[i]);
        }

        writer.CheckpointEnd(icount, parts);
        foreach (var cpu in machine.Cpus)
        {
            cpu.RevokeWriteAccess();
        }
    }

    private void Sections(ulong icount, CheckpointSpace space, StateArena arena)
    {
        for (var i = 0; i < arena.Sections.Count; i++)
        {
            var bytes = arena.BytesOf(arena.Sections[i]);
            for (var offset = 0; offset < bytes.Length; offset += TraceLimits.MaxPayloadBytes)
            {
                var length = Math.Min(TraceLimits.MaxPayloadBytes, bytes.Length - offset);
                writer.CheckpointPart(icount, space, i, (ulong)offset, bytes.Slice(offset, length));
                parts++;
            }
        }
    }

    private void Pages(ulong icount, int index, MemoryBlock block)
    {
        for (ulong page = 0; page < block.PageCount; )
        {
            // Inside: every page below PageCount has a flag.
            var count = 0UL;
            while (count < PagesPerPart && page + count < block.PageCount && IsDirty(block.Flags[page + count]))
            {
                block.Flags[page + count] &= (byte)~PageFlags.DirtySinceCheckpoint;
                count++;
            }

            if (count > 0)
            {
                var offset = page << MemoryBlock.PageShift;
                var bytes = block.Span(offset, (int)count << MemoryBlock.PageShift);
                writer.CheckpointPart(icount, CheckpointSpace.Block, index, offset, bytes);
                parts++;
            }

            page += Math.Max(count, 1);
        }
    }

    private static bool IsDirty(byte flags) => ((PageFlags)flags & PageFlags.DirtySinceCheckpoint) != 0;
}
