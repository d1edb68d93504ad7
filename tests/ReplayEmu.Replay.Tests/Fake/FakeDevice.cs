using System;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Replay.Tests.Fake;

/// <summary>Ports 0x10 (read), 0x11 (write), 0x12 (console), 0x13 (DMA), 0x1f (exit), registers at 0x10000000, a timer and input.</summary>
internal sealed unsafe class FakeDevice : IDevice, IBusDevice
{
    private readonly VirtualMachine machine;
    private readonly FakeOptions options;
    private readonly FakeDeviceState* state;
    private readonly IrqLine line;
    private readonly GuestTimer timer;
    private readonly OutputPort console;
    private readonly DmaChannel dma;

    internal FakeDevice(VirtualMachine machine, IIrqSink cpu, FakeOptions options)
    {
        this.machine = machine;
        this.options = options;
        state = options.NewSchema
            ? (FakeDeviceState*)machine.Arena.Add<FakeDeviceStateV2>("device")
            : machine.Arena.Add<FakeDeviceState>("device");
        line = machine.Irqs.Connect(options.LineName, cpu, 0);
        timer = machine.Scheduler.CreateTimer("tick", Fired);
        console = machine.AddOutputPort("console");
        machine.AddInputPort(new InputPort("console", Accept, () => 64));
        var source = machine.Observation.Register("fake");
        dma = new DmaChannel(machine.Memory, machine.Observation, source);
        machine.Ports.Root.Map(0x10, new IoRegion("ports", 16, this, AccessSizes.UpTo2) { Source = source });
        machine.Memory.Root.Map(
            0x1000_0000,
            new IoRegion("registers", 64, this, AccessSizes.Byte)
            {
                Source = machine.Observation.Register("fake.registers"),
            }
        );
    }

    public string Name => "fake";

    public void Reset()
    {
        (state->Reads, state->Latch) = (0, 0);
        timer.ArmAt(machine.Clock.Nanoseconds + 777);
    }

    public ulong Read(ulong offset, int size)
    {
        state->Reads++;
        var value = (state->Reads * 7) + state->Latch;
        return machine.Clock.Icount >= options.WrongReadFrom ? value + 1 : value;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        switch (offset)
        {
            case 2:
                console.Write((byte)('a' + (value % 26)));
                break;
            case 3:
                dma.Write(0x2000 + (state->Reads % 512), Encoding.ASCII.GetBytes("dma " + state->Reads));
                break;
            case 15:
                machine.RequestExit((int)value);
                break;
            default:
                state->Latch = machine.Clock.Icount >= options.WrongStateFrom ? value ^ 0x8000_0000 : value;
                break;
        }
    }

    private void Accept(ReadOnlySpan<byte> data)
    {
        foreach (var item in data)
        {
            state->Latch = (state->Latch * 3) + item;
        }

        line.Pulse();
    }

    private void Fired()
    {
        if (options.StopsTimerAt > machine.Clock.Icount)
        {
            line.Pulse();
            timer.ArmAt(machine.Clock.Nanoseconds + 777);
        }
    }
}
