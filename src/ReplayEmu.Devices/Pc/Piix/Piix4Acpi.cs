using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// PM1 event and control registers and the PM timer (ACPI 3.0, section 4.7.3): status at 0, enable at 2, control at 4, timer at 8
/// of the 64 bytes. Everything else there reads as 0 and is accepted without effect.
/// </summary>
public sealed unsafe class Piix4Acpi : IBusDevice
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
    private readonly Piix4PmState* state;
    private readonly IrqLine sci;
    private readonly GuestTimer overflow;

    internal Piix4Acpi(VirtualMachine machine, Piix4PmState* state, IrqLine sci)
    {
        this.machine = machine;
        this.state = state;
        this.sci = sci;
        overflow = machine.Scheduler.CreateTimer("piix4.pmtimer", Update);
    }

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
        state->TimerOverflow = NextOverflow();
        Update();
    }

    /// <summary>The operating system takes over (APM command 0xF1) or gives back (0xF0) the ACPI registers.</summary>
    internal void SetSciEnable(bool enable) =>
        state->Control = (ushort)(enable ? state->Control | SciEnable : state->Control & ~SciEnable);

    /// <summary>Drives the system control interrupt and arms the timer's overflow.</summary>
    internal void Update()
    {
        const ushort Sources = TimerStatus | GlobalStatus | PowerButtonStatus | RtcStatus;
        var status = CurrentStatus();
        // Bit 1 of GPE0 is the hot-plug event; nothing here sets it.
        sci.Set((status & state->Enable & Sources) != 0 || (state->GeneralStatus & state->GeneralEnable & 2) != 0);
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
                throw new UnimplementedException("PIIX4_PM PM1_CNT: suspend to RAM (sleep type 1)");
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
