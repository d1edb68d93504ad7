using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Time;

/// <summary>
/// Guest time. While a CPU engine runs, <see cref="Icount"/> is exact whenever a device is accessed: it is the number of
/// ticks before the instruction that does the access.
/// </summary>
public sealed unsafe class Clock
{
    public Clock(StateArena arena, TickRatio ratio)
    {
        State = arena.Add<ClockState>("clock");
        Ratio = ratio;
    }

    /// <summary>The state itself; an engine writes <see cref="ClockState.Icount"/>, nobody else does.</summary>
    public ClockState* State { get; }

    public TickRatio Ratio { get; }

    /// <summary>Ticks since power-on.</summary>
    public ulong Icount => State->Icount;

    /// <summary>Instructions retired since power-on (REP iterations count).</summary>
    public ulong Retired => State->Icount - State->IdleTicks;

    /// <summary>Guest nanoseconds since power-on.</summary>
    public ulong Nanoseconds => Ratio.ToNanoseconds(State->Icount);

    /// <summary>Moves time forward while every CPU is halted.</summary>
    public void Skip(ulong ticks)
    {
        State->Icount += ticks;
        State->IdleTicks += ticks;
    }
}
