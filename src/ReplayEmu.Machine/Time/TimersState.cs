using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Time;

/// <summary>Deadlines of all guest timers in guest nanoseconds; <see cref="ulong.MaxValue"/> is "not armed".</summary>
[StateStruct("timers")]
public partial struct TimersState
{
    public TimerDeadlines Deadline;
}

[InlineArray(Scheduler.MaxTimers)]
public struct TimerDeadlines
{
    private ulong first;
}
