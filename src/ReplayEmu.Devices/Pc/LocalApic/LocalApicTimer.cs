using ReplayEmu.Machine;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Pc.LocalApic.LocalApicRegisters;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>
/// The timer (Intel SDM volume 3, section 11.5.4), one-shot and periodic. Its bus clock is 1 GHz, as QEMU's: a count lasts the
/// divisor in nanoseconds.
/// </summary>
internal sealed unsafe class LocalApicTimer
{
    private readonly LocalApicState* state;
    private readonly Clock clock;
    private readonly GuestTimer timer;
    private readonly System.Action expired;

    /// <param name="machine">The machine.</param>
    /// <param name="state">Of the APIC.</param>
    /// <param name="name">Of the guest timer.</param>
    /// <param name="expired">The count reached 0.</param>
    public LocalApicTimer(VirtualMachine machine, LocalApicState* state, string name, System.Action expired)
    {
        this.state = state;
        this.expired = expired;
        clock = machine.Clock;
        timer = machine.Scheduler.CreateTimer(name, Fired);
    }

    /// <summary>What is left of the count.</summary>
    public uint CurrentCount
    {
        get
        {
            var counts = (clock.Nanoseconds - state->TimerStart) >> Shift;
            ulong initial = state->InitialCount;
            return (uint)(
                IsPeriodic ? initial - (counts % (initial + 1))
                : counts >= initial ? 0
                : initial - counts
            );
        }
    }

    private bool IsPeriodic => (state->LocalVectors[TimerVector] & TimerPeriodic) != 0;

    /// <summary>Power of two of the divisor: codes 0 to 6 are 2 to 128, code 7 is 1.</summary>
    private int Shift
    {
        get
        {
            var code = (state->DivideConfiguration & 3) | (state->DivideConfiguration >> 1 & 4);
            return (code + 1) & 7;
        }
    }

    /// <summary>Starts the count from its initial value.</summary>
    public void Start(uint count)
    {
        state->InitialCount = count;
        state->TimerStart = clock.Nanoseconds;
        Update(state->TimerStart);
    }

    /// <summary>After a change of the local vector or the divisor.</summary>
    public void Update() => Update(clock.Nanoseconds);

    /// <summary>Arms for the first expiry after a time.</summary>
    private void Update(ulong now)
    {
        if ((state->LocalVectors[TimerVector] & Masked) != 0)
        {
            timer.Disarm();
            return;
        }

        var counts = (now - state->TimerStart) >> Shift;
        var period = (ulong)state->InitialCount + 1;
        if (IsPeriodic ? state->InitialCount == 0 : counts >= state->InitialCount)
        {
            timer.Disarm();
            return;
        }

        var next = IsPeriodic ? ((counts / period) + 1) * period : period;
        timer.ArmAt(state->TimerStart + (next << Shift));
    }

    private void Fired()
    {
        expired();
        Update();
    }
}
