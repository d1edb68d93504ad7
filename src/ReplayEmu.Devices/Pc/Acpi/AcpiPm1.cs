using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>
/// PM1 event and control registers and the PM timer (ACPI 3.0, section 4.7.3): status at 0, enable at 2, control at 4, timer at 8.
/// Everything else of their block reads as 0 and is accepted without effect.
/// </summary>
public sealed unsafe class AcpiPm1 : IBusDevice
{
    private const ushort TimerStatus = 0x0001;
    private const ushort GlobalStatus = 0x0020;
    private const ushort PowerButtonStatus = 0x0100;
    private const ushort RtcStatus = 0x0400;
    private const ushort SciEnable = 0x0001;
    private const ushort SleepEnable = 0x2000;

    /// <summary>Hz.</summary>
    private const ulong TimerFrequency = 3579545;
    private readonly VirtualMachine machine;
    private readonly AcpiPm1State* state;
    private readonly IrqLine sci;
    private readonly GuestTimer overflow;

    private readonly string name;

    /// <param name="name">Of the device, for the state section and the timer.</param>
    /// <param name="sci">System control interrupt.</param>
    internal AcpiPm1(VirtualMachine machine, string name, IrqLine sci)
    {
        this.machine = machine;
        this.name = name;
        this.sci = sci;
        state = machine.Arena.Add<AcpiPm1State>($"{name}.pm1");
        overflow = machine.Scheduler.CreateTimer($"{name}.pmtimer", Update);
    }

    /// <summary>The operating system owns the ACPI registers.</summary>
    internal bool IsSciEnabled => (state->Control & SciEnable) != 0;

    /// <summary>Ticks of the PM timer since power-on; the register shows the low 24 bits.</summary>
    private ulong Ticks => TickRatio.MulDiv(machine.Clock.Nanoseconds, TimerFrequency, 1_000_000_000);

    public ulong Read(ulong offset, int size)
    {
        var aligned = offset & ~3ul;
        uint value = aligned switch
        {
            0 => CurrentStatus() | ((uint)state->Enable << 16),
            4 => state->Control,
            8 => (uint)Ticks & 0xff_ffff,
            _ => 0,
        };
        return value >> (int)(8 * (offset - aligned));
    }

    public void Write(ulong offset, int size, ulong value)
    {
        // QEMU takes words and the words of doublewords; a byte is taken as the low half of its word.
        if ((offset & 1) != 0)
        {
            return;
        }

        WriteWord(offset, (ushort)value);
        if (size == 4)
        {
            WriteWord(offset + 2, (ushort)(value >> 16));
        }
    }

    internal void Reset()
    {
        *state = default;
        state->TimerOverflow = NextOverflow();
        Update();
    }

    /// <summary>The operating system takes over or gives back the ACPI registers.</summary>
    internal void SetSciEnable(bool enable) =>
        state->Control = (ushort)(enable ? state->Control | SciEnable : state->Control & ~SciEnable);

    /// <summary>An enabled general-purpose event is, or is no longer, pending.</summary>
    internal void SetGeneralEvent(bool pending)
    {
        state->GeneralEvent = pending ? (ushort)1 : (ushort)0;
        Update();
    }

    /// <summary>Drives the system control interrupt and arms the timer's overflow.</summary>
    internal void Update()
    {
        const ushort Sources = TimerStatus | GlobalStatus | PowerButtonStatus | RtcStatus;
        var status = CurrentStatus();
        sci.Set((status & state->Enable & Sources) != 0 || state->GeneralEvent != 0);
        if ((state->Enable & TimerStatus) != 0 && (status & TimerStatus) == 0)
        {
            overflow.ArmAt(TickRatio.MulDiv(state->TimerOverflow, 1_000_000_000, TimerFrequency) + 1);
        }
        else
        {
            overflow.Disarm();
        }
    }

    private void WriteWord(ulong offset, ushort value)
    {
        switch (offset)
        {
            case 0:
                if ((CurrentStatus() & value & TimerStatus) != 0)
                {
                    state->TimerOverflow = NextOverflow();
                }

                state->Status &= (ushort)~value;
                Update();
                break;
            case 2:
                state->Enable = value;
                Update();
                break;
            case 4:
                WriteControl(value);
                break;
        }
    }

    private void WriteControl(ushort value)
    {
        state->Control = (ushort)(value & ~SleepEnable);
        if ((value & SleepEnable) == 0)
        {
            return;
        }

        // The DSDT of this board gives sleep type 0 to soft off, 1 to suspend to RAM and 2 to suspend to disk.
        switch (value >> 10 & 7)
        {
            case 0:
            case 2:
                machine.RequestExit(0);
                break;
            case 1:
                throw new UnimplementedException($"{name} PM1_CNT: suspend to RAM (sleep type 1)");
        }
    }

    private ushort CurrentStatus()
    {
        if (Ticks >= state->TimerOverflow)
        {
            state->Status |= TimerStatus;
        }

        return state->Status;
    }

    /// <summary>Bit 23 changes at every multiple of 2^23.</summary>
    private ulong NextOverflow() => (Ticks + 0x80_0000) & ~0x7f_fffful;
}
