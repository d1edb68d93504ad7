using System;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Timeline;

/// <content>Another machine takes over.</content>
public sealed partial class TraceTimeline
{
    /// <summary>Puts this place into another timeline of the same trace, which goes on from there.</summary>
    /// <param name="other">Just opened.</param>
    /// <exception cref="InvalidOperationException">This one is on a branch.</exception>
    internal void MoveTo(TraceTimeline other)
    {
        if (IsForked)
        {
            throw new InvalidOperationException("a branch stays where it is");
        }

        for (var i = 0; i < Machine.Blocks.Count; i++)
        {
            if (!Machine.Blocks[i].IsRom)
            {
                CopyPages(Machine.Blocks[i], other.Machine.Blocks[i]);
            }
        }

        Machine.Arena.Bytes.CopyTo(other.Machine.Arena.Bytes);
        Machine.DerivedArena.Bytes.CopyTo(other.Machine.DerivedArena.Bytes);
        other.Machine.StateReplaced();
        other.gate.Mark = gate.Mark;
        (other.ended, other.Divergence) = (ended, Divergence);
        other.store.Save(gate.Mark);
    }

    private static void CopyPages(MemoryBlock from, MemoryBlock to)
    {
        for (ulong at = 0; at < from.Size; at += MemoryBlock.PageSize)
        {
            var page = from.Span(at, MemoryBlock.PageSize);
            if (!page.SequenceEqual(to.Span(at, MemoryBlock.PageSize)))
            {
                to.MarkWritten(at, MemoryBlock.PageSize);
                page.CopyTo(to.Span(at, MemoryBlock.PageSize));
            }
        }
    }
}
