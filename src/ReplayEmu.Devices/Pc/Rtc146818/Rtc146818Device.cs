using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Pc.Rtc146818.Rtc146818Registers;

namespace ReplayEmu.Devices.Pc.Rtc146818;

/// <summary>
/// The MC146818A real-time clock and CMOS RAM of a PC at ports 0x70 and 0x71, IRQ 8. Its time is a base date plus guest
/// time. The battery keeps time and RAM over a reset, which only clears the interrupt enables and flags. The day of the week
/// follows from the date; what a guest writes to it is accepted without effect.
/// </summary>
public sealed unsafe class Rtc146818Device : IDevice, IFactSource
{
    private const long Second = 1_000_000_000;
    private const ulong DividerHertz = 32768;
    private readonly Rtc146818State* state;
    private readonly Clock clock;
    private readonly IrqLine irq8;
    private readonly GuestTimer timer;
    private readonly long powerOnSeconds;
    private readonly byte[] powerOn = new byte[128];

    /// <param name="machine">The machine.</param>
    /// <param name="interrupts">Gets IRQ 8 on its input 8.</param>
    /// <param name="powerOnSeconds">What the calendar shows at power-on, seconds since 1970-01-01 UTC.</param>
    public Rtc146818Device(VirtualMachine machine, IIrqSink interrupts, long powerOnSeconds)
    {
        this.powerOnSeconds = powerOnSeconds;
        state = machine.Arena.Add<Rtc146818State>(Name);
        clock = machine.Clock;
        irq8 = machine.Irqs.Connect("irq8.rtc146818", interrupts, 8);
        timer = machine.Scheduler.CreateTimer("rtc146818", Update);
        powerOn[A] = 0x26;
        powerOn[B] = B24Hours;
        var source = machine.Observation.Register(Name);
        PortWindow.Map(machine, Name, source, Port, 2, Read, Write);
    }

    public string Name => "rtc146818";

    /// <summary>Sets what the RAM holds at power-on: for board wiring.</summary>
    public void SetCmos(byte index, byte value) => powerOn[index & 0x7f] = value;

    public void Reset()
    {
        if (state->Powered == 0)
        {
            powerOn.CopyTo((Span<byte>)state->Bytes);
            state->Powered = 1;
            state->BaseSeconds = powerOnSeconds;
            state->BaseNanoseconds = (long)clock.Nanoseconds;
            RtcCalendar.Store(state->Bytes, powerOnSeconds);
            Restart();
        }

        state->Bytes[B] &= unchecked((byte)~(BPeriodic | BAlarm | BUpdate | BSquareWave));
        state->Bytes[C] = 0;
        state->Index = 0;
        state->NmiMask = 0;
        Update();
    }

    /// <summary>The RAM as the guest would find it at power-on, without the calendar, which moves.</summary>
    public void WriteFacts(FactWriter facts)
    {
        for (var i = (int)A; i < powerOn.Length; i++)
        {
            var value = i == D ? DValid : powerOn[i];
            if (value != 0 && i != Century && i != CenturyPs2)
            {
                facts.Add("cmos", $"0x{i:x2} 0x{value:x2}");
            }
        }
    }

    private bool Running => (state->Bytes[B] & BSet) == 0 && !DividerHeld;

    private bool DividerHeld => (state->Bytes[A] & ADividerReset) == ADividerReset;

    private long Elapsed => (long)clock.Nanoseconds - state->BaseNanoseconds;

    private long Time => state->BaseSeconds + Elapsed / Second;

    private ulong DividerTick => (ulong)((UInt128)clock.Nanoseconds * DividerHertz / Second);

    /// <summary>Ticks of the divider in a period of the periodic interrupt, or 0 when it is off.</summary>
    private ulong PeriodTicks
    {
        get
        {
            var rate = state->Bytes[A] & 15;
            return rate == 0 || DividerHeld ? 0 : 1UL << ((rate <= 2 ? rate + 7 : rate) - 1);
        }
    }

    private byte Read(ulong offset)
    {
        if (offset == 0)
        {
            return 0xff;
        }

        Settle();
        var index = state->Index == CenturyPs2 ? Century : state->Index;
        switch (index)
        {
            case A:
                var updating = Running && Elapsed % Second >= Second - UpdateNanoseconds;
                return (byte)(state->Bytes[A] | (updating ? AUpdateInProgress : 0));
            case C:
                var flags = state->Bytes[C];
                state->Bytes[C] = 0;
                Update();
                return flags;
            case D:
                return DValid;
            default:
                if (IsCalendar(index) && Running)
                {
                    RtcCalendar.Store(state->Bytes, Time);
                }

                return state->Bytes[index];
        }
    }

    private void Write(ulong offset, byte value)
    {
        if (offset == 0)
        {
            state->Index = (byte)(value & 0x7f);
            state->NmiMask = (byte)(value >> 7);
            return;
        }

        Settle();
        var index = state->Index == CenturyPs2 ? Century : state->Index;
        switch (index)
        {
            case A:
                Reconfigure(A, (byte)(value & ~AUpdateInProgress));
                break;
            case B:
                // The SET bit ends the update-ended interrupt enable (data sheet, register B).
                Reconfigure(B, (byte)((value & BSet) != 0 ? value & ~BUpdate : value));
                break;
            case C:
            case D:
                // Read-only.
                break;
            default:
                Reconfigure(index, value);
                break;
        }

        Update();
    }

    /// <summary>Writes a register and keeps the calendar's time over a stop, a start and a change of format.</summary>
    private void Reconfigure(byte index, byte value)
    {
        var wasRunning = Running;
        if (wasRunning && (IsCalendar(index) || index is A or B))
        {
            RtcCalendar.Store(state->Bytes, Time);
        }

        var period = PeriodTicks;
        state->Bytes[index] = value;
        if (wasRunning && index == B && Running)
        {
            // The bytes are rewritten in the new format when they are read.
        }
        else if (Running && (IsCalendar(index) || !wasRunning))
        {
            // Seconds go on from the phase of the old second; starting the divider begins a second half way.
            var phase = wasRunning ? Elapsed % Second : Second / 2;
            state->BaseSeconds = RtcCalendar.Load(state->Bytes);
            state->BaseNanoseconds = (long)clock.Nanoseconds - phase;
            Restart();
        }

        if (period != PeriodTicks)
        {
            state->SeenTick = DividerTick;
        }
    }

    private void Restart()
    {
        state->SeenSecond = Time;
        state->SeenTick = DividerTick;
    }

    /// <summary>Works out which flags rose since the last time somebody looked.</summary>
    private void Settle()
    {
        var flags = 0;
        if (PeriodTicks is var period and not 0)
        {
            var tick = DividerTick;
            flags |= tick / period != state->SeenTick / period ? CPeriodic : 0;
            state->SeenTick = tick;
        }

        if (Running && Time is var now && now != state->SeenSecond)
        {
            flags |= CUpdate;
            flags |= RtcAlarm.Next(state->Bytes, state->SeenSecond) <= now ? CAlarm : 0;
            state->SeenSecond = now;
        }

        state->Bytes[C] |= (byte)flags;
    }

    private void Update()
    {
        Settle();
        var raised = state->Bytes[C] & state->Bytes[B] & (CPeriodic | CAlarm | CUpdate);
        state->Bytes[C] = (byte)(state->Bytes[C] & ~CInterrupt | (raised != 0 ? CInterrupt : 0));
        irq8.Set(raised != 0);
        var next = raised != 0 ? ulong.MaxValue : NextEvent();
        if (next == ulong.MaxValue)
        {
            timer.Disarm();
        }
        else
        {
            timer.ArmAt(next);
        }
    }

    /// <summary>Guest nanoseconds of the next event that would interrupt.</summary>
    private ulong NextEvent()
    {
        var next = ulong.MaxValue;
        var enabled = state->Bytes[B];
        if ((enabled & BPeriodic) != 0 && PeriodTicks is var period and not 0)
        {
            var tick = (DividerTick / period + 1) * period;
            next = (ulong)(((UInt128)tick * Second + (DividerHertz - 1)) / DividerHertz);
        }

        if (Running)
        {
            if ((enabled & BUpdate) != 0)
            {
                next = Math.Min(next, NanosecondsOf(Time + 1));
            }

            if ((enabled & BAlarm) != 0 && RtcAlarm.Next(state->Bytes, Time) is var alarm and not long.MaxValue)
            {
                next = Math.Min(next, NanosecondsOf(alarm));
            }
        }

        return next;
    }

    private ulong NanosecondsOf(long time) => (ulong)((time - state->BaseSeconds) * Second + state->BaseNanoseconds);

    private static bool IsCalendar(byte index) =>
        index is Seconds or Minutes or Hours or (>= Weekday and <= Year) or Century;
}
