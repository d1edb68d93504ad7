using System;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Replay.Timeline;

/// <summary>How a timeline keeps its checkpoints.</summary>
public sealed record TimelineOptions
{
    /// <summary>Host memory for checkpoints, in bytes.</summary>
    public long CheckpointMemory { get; init; } = 512L << 20;

    /// <summary>Instructions between two checkpoints of a forward run.</summary>
    public ulong Spacing { get; init; } = 2_000_000;

    /// <summary>Makes another machine of the recorded one, to see what becomes different; null for the recorded one.</summary>
    public Func<MachineConfig, MachineConfig>? Change { get; init; }

    /// <summary>Asked every few hundredths of a second during a run; true stops it.</summary>
    public Func<bool> Interrupted { get; init; } = static () => false;
}
