using System;

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

        // Also those that are as at power-on again: a checkpoint between may have them otherwise.
        foreach (var page in store.EverWritten())
        {
            other.store.Overwrite(page, store.BytesOf(page));
        }

        Machine.Arena.Bytes.CopyTo(other.Machine.Arena.Bytes);
        Machine.DerivedArena.Bytes.CopyTo(other.Machine.DerivedArena.Bytes);
        other.Machine.StateReplaced();
        other.gate.Mark = gate.Mark;
        (other.ended, other.Divergence) = (ended, Divergence);
        other.store.Save(gate.Mark);
    }
}
