using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.Power;

/// <content>Timebase and decrementer (Book III, chapter 7), of 512 MHz from the machine's clock.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Timebase ticks a second.</summary>
    public const uint TimebaseFrequency = 512_000_000;

    private readonly GuestTimer decrementer;

    /// <summary>Timebase ticks since power-on, 512 in 1000 ns.</summary>
    public ulong Timebase
    {
        get
        {
            var ratio = machine.Clock.Ratio;
            return TickRatio.MulDiv(machine.Clock.Icount, ratio.Numerator * 64UL, ratio.Denominator * 125UL);
        }
    }

    /// <summary>The decrementer with sign, of 32 bits or of 56 (LPCR.LD).</summary>
    internal long Decrementer
    {
        get => Narrow((long)(State->DecrementerZero - Timebase));
        set
        {
            value = Narrow(value);
            var zero = Timebase + (ulong)value;
            State->DecrementerZero = zero;
            State->DecrementerPending = value < 0 ? (byte)1 : (byte)0;
            if (value < 0)
            {
                decrementer.Disarm();
            }
            else
            {
                // The first nanosecond at which it is negative, one timebase tick after zero.
                decrementer.ArmAt(TickRatio.MulDiv(zero + 1, 125, 64) + 1);
            }
        }
    }

    private long Narrow(long value) => (State->Lpcr & LpcrBits.Ld) != 0 ? value << 8 >> 8 : (int)value;

    private void ResetTimers()
    {
        State->DecrementerZero = ulong.MaxValue;
        State->DecrementerPending = 1;
        decrementer.Disarm();
    }

    private void OnDecrementer()
    {
        State->DecrementerPending = 1;
        LeaveAfterCurrent();
    }
}
