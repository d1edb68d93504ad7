using System.Collections.Generic;

namespace ReplayEmu.Replay.Timeline;

/// <summary>A state of the machine kept in host memory. Its pages are in the <see cref="PageHistory"/>.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Retired">Instructions retired.</param>
/// <param name="Mark">Place in the recording.</param>
/// <param name="State">Bytes of the arena.</param>
/// <param name="Derived">Bytes of the derived arena.</param>
/// <param name="Pages">Keys of the pages written since the checkpoint before.</param>
internal sealed record MemoryCheckpoint(
    ulong Icount,
    ulong Retired,
    TimelineMark Mark,
    byte[] State,
    byte[] Derived,
    List<ulong> Pages
)
{
    /// <summary>Bytes without the contents of pages.</summary>
    internal long Bytes => State.Length + Derived.Length + (Pages.Count * 8L) + 200;
}
