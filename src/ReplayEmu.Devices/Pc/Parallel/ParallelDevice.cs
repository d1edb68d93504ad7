using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Parallel;

/// <summary>
/// A standard parallel port (IEEE 1284-1994, compatibility mode) with a printer that takes every byte at once and prints nothing, QEMU's
/// <c>isa-parallel</c> on a null backend. EPP registers (3 to 7) are not there.
/// </summary>
public sealed unsafe class ParallelDevice : IDevice, IBusDevice, IFactSource
{
    private const uint PortCount = 8;
    private const byte StatusReady = 0xd8;
    private const byte StatusTimeout = 0x01;
    private const byte StatusBusy = 0x80;
    private const byte StatusAcknowledge = 0x40;
    private const byte ControlReserved = 0xc0;
    private const byte ControlInterrupt = 0x10;
    private const byte ControlSelect = 0x08;
    private const byte ControlInitialise = 0x04;
    private const byte ControlStrobe = 0x01;
    private const byte ControlReverse = 0x20;
    private readonly ParallelState* state;
    private readonly IrqLine interrupt;
    private readonly ushort port;
    private readonly uint request;

    /// <param name="interrupts">Inputs 0 to 15 are interrupt requests.</param>
    public ParallelDevice(VirtualMachine machine, PropertySet properties, IIrqSink interrupts)
    {
        port = properties.Get(ParallelProperties.IoBase);
        request = properties.Get(ParallelProperties.Irq);
        state = machine.Arena.Add<ParallelState>(Name);
        interrupt = machine.Irqs.Connect($"irq{request}.{Name}", interrupts, (int)request);
        var source = machine.Observation.Register(Name);
        machine.Ports.Root.Map(port, new IoRegion(Name, PortCount, this, AccessSizes.Byte) { Source = source });
    }

    public string Name => "parallel0";

    public void Reset()
    {
        *state = default;
        state->Data = 0xff;
        state->Status = StatusReady | StatusTimeout;
        state->Control = ControlReserved | ControlSelect | ControlInitialise;
        interrupt.Set(false);
    }

    public ulong Read(ulong offset, int size)
    {
        switch (offset)
        {
            case 0:
                return (state->Control & ControlReverse) != 0 ? (byte)0xff : state->Data;
            case 1:
                return ReadStatus();
            case 2:
                return state->Control;
            default:
                return 0xff;
        }
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset == 0)
        {
            state->Data = (byte)value;
        }
        else if (offset == 2)
        {
            WriteControl((byte)(value | ControlReserved));
        }
    }

    public void WriteFacts(FactWriter facts) => facts.Add("isa", $"{Name} port 0x{port:x4} irq {request}");

    /// <summary>After a strobe the printer acknowledges with the first read, and is ready again with the second.</summary>
    private byte ReadStatus()
    {
        var value = state->Status;
        state->Pending = 0;
        if ((value & StatusBusy) == 0 && (state->Control & ControlStrobe) == 0)
        {
            state->Status = (byte)(
                (value & StatusAcknowledge) != 0 ? value & ~StatusAcknowledge : value | StatusAcknowledge | StatusBusy
            );
        }

        interrupt.Set(false);
        return value;
    }

    private void WriteControl(byte value)
    {
        if ((value & ControlInitialise) == 0)
        {
            state->Status = StatusReady;
        }
        else if ((value & ControlSelect) != 0)
        {
            if ((value & ControlStrobe) != 0)
            {
                state->Status &= unchecked((byte)~StatusBusy);
            }
            else if ((state->Control & ControlInterrupt) != 0)
            {
                state->Pending = 1;
            }
        }

        state->Control = value;
        interrupt.Set(state->Pending != 0);
    }
}
