using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Time;

/// <summary>The machine's only clock.</summary>
[StateStruct("clock")]
public partial struct ClockState
{
    /// <summary>Ticks since power-on: one per retired instruction (or REP iteration), plus <see cref="IdleTicks"/>.</summary>
    public ulong Icount;

    /// <summary>The part of <see cref="Icount"/> that was skipped while every CPU was halted.</summary>
    public ulong IdleTicks;
}
