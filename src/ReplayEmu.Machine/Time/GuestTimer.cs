using System;

namespace ReplayEmu.Machine.Time;

/// <summary>One guest timer; its deadline lives in the arena.</summary>
public sealed class GuestTimer
{
    private readonly Scheduler scheduler;
    private readonly int index;
    private readonly Action fired;

    internal GuestTimer(Scheduler scheduler, int index, string name, Action fired)
    {
        this.scheduler = scheduler;
        this.index = index;
        this.fired = fired;
        Name = name;
    }

    public string Name { get; }

    public bool IsArmed => scheduler.DeadlineOf(index) != ulong.MaxValue;

    /// <summary>Guest nanoseconds since power-on, or <see cref="ulong.MaxValue"/> when not armed.</summary>
    public ulong Deadline => scheduler.DeadlineOf(index);

    /// <summary>Arms or moves the timer to an absolute guest time in nanoseconds; a time in the past fires at the next boundary.</summary>
    public void ArmAt(ulong nanoseconds) => scheduler.Arm(index, nanoseconds);

    public void Disarm() => scheduler.Arm(index, ulong.MaxValue);

    internal void Fire() => fired();
}
