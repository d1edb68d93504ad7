using System.Runtime.CompilerServices;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Pc.Pit8254.Pit8254Registers;

namespace ReplayEmu.Devices.Pc.Pit8254;

/// <summary>
/// The 8254 interval timer of a PC with port 0x61. OUT of channel 0 is IRQ 0; gates 0 and 1 are tied high, gate 2 is bit 0
/// of port 0x61. Channel 1 (DRAM refresh) counts without effect; the speaker makes no sound. Loading takes effect at
/// the tick of the write; the one clock of delay of the 8254 is left out, as in QEMU.
/// </summary>
public sealed unsafe class Pit8254Device : IDevice
{
    private readonly Pit8254State* state;
    private readonly Clock clock;
    private readonly IrqLine irq0;
    private readonly GuestTimer timer;

    /// <param name="machine">The machine.</param>
    /// <param name="interrupts">Gets IRQ 0 on its input 0.</param>
    public Pit8254Device(VirtualMachine machine, IIrqSink interrupts)
    {
        state = machine.Arena.Add<Pit8254State>(Name);
        clock = machine.Clock;
        irq0 = machine.Irqs.Connect("irq0.pit8254", interrupts, 0);
        timer = machine.Scheduler.CreateTimer("pit8254.irq0", Update);
        var source = machine.Observation.Register(Name);
        PortWindow.Map(machine, "pit8254", source, Port, 4, Read, Write);
        PortWindow.Map(
            machine,
            "pit8254.port61",
            source,
            SpeakerPort,
            1,
            _ => ReadSpeaker(),
            (_, v) => WriteSpeaker(v)
        );
    }

    public string Name => "pit8254";

    /// <summary>As after power-on in QEMU: every channel in mode 3 with the longest count, gate 2 low.</summary>
    public void Reset()
    {
        *state = default;
        for (var i = 0; i < 3; i++)
        {
            var channel = Channel(i);
            channel.SetGate(i != 2);
            channel.SetControl(3 << 4 | 3 << 1);
            channel.Write(0);
            channel.Write(0);
        }

        irq0.Set(false);
        Update();
    }

    private ulong Now => PitTime.FromNanoseconds(clock.Nanoseconds);

    private Pit8254Channel Channel(int index)
    {
        var channel = new Pit8254Channel((Pit8254ChannelState*)Unsafe.AsPointer(ref state->Channel[index]), Now);
        channel.Settle();
        return channel;
    }

    private byte Read(ulong offset) => offset == Control ? (byte)0xff : Channel((int)offset).Read();

    private void Write(ulong offset, byte value)
    {
        if (offset != Control)
        {
            Channel((int)offset).Write(value);
        }
        else if (value >> 6 == ReadBack)
        {
            ReadBackCommand(value);
        }
        else if ((value & 0x30) == 0)
        {
            Channel(value >> 6).LatchCount();
        }
        else
        {
            Channel(value >> 6).SetControl(value);
        }

        Update();
    }

    private void ReadBackCommand(byte value)
    {
        for (var i = 0; i < 3; i++)
        {
            if ((value & 2 << i) != 0)
            {
                var channel = Channel(i);
                if ((value & ReadBackNoCount) == 0)
                {
                    channel.LatchCount();
                }

                if ((value & ReadBackNoStatus) == 0)
                {
                    channel.LatchStatus();
                }
            }
        }
    }

    private byte ReadSpeaker()
    {
        var channel = Channel(2);
        var refresh = Now / RefreshTicks % 2 != 0;
        return (byte)(
            state->Channel[2].Gate
            | (state->SpeakerData != 0 ? SpeakerDataOn : 0)
            | (refresh ? SpeakerRefresh : 0)
            | (channel.Output ? SpeakerOut2 : 0)
        );
    }

    /// <summary>Bits 2 and 3 (parity and channel check enable) are accepted without effect: there is no such error.</summary>
    private void WriteSpeaker(byte value)
    {
        Channel(2).SetGate((value & SpeakerGate2) != 0);
        state->SpeakerData = (byte)((value & SpeakerDataOn) != 0 ? 1 : 0);
    }

    private void Update()
    {
        var channel = Channel(0);
        irq0.Set(channel.Output);
        var next = channel.NextChange;
        if (next == ulong.MaxValue)
        {
            timer.Disarm();
        }
        else
        {
            timer.ArmAt(PitTime.ToNanoseconds(next));
        }
    }
}
