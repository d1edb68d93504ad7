using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>Something that a watch waited for.</summary>
/// <param name="Watch">Which.</param>
/// <param name="Icount">The place before it: one step from there it has happened.</param>
/// <param name="Pc">Linear address of the instruction that did it; of the next one for what timers and bus masters do.</param>
/// <param name="IsWrite">Something was written or changed, not only read.</param>
/// <param name="Before">The watched bytes before; empty for interactions.</param>
/// <param name="After">The watched bytes after; empty for interactions.</param>
/// <param name="Interaction">What crossed the bus: the access of a device's register, or the transfer of a bus master.</param>
public sealed record WatchEvent(
    TimelineWatch Watch,
    ulong Icount,
    ulong Pc,
    bool IsWrite,
    byte[] Before,
    byte[] After,
    Interaction? Interaction
);
