using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using static ReplayEmu.Devices.Pc.Dma8237.Dma8237Registers;

namespace ReplayEmu.Devices.Pc.Dma8237;

/// <summary>
/// The two 8237A DMA controllers of a PC/AT with their page registers: every register that a guest can program and read back. No
/// device of the machine asks for a transfer, so none takes place; channel 4 (cascade) is like the others.
/// </summary>
public sealed unsafe class Dma8237Device : IDevice
{
    private readonly Dma8237State* state;

    public Dma8237Device(VirtualMachine machine)
    {
        state = machine.Arena.Add<Dma8237State>(Name);
        var source = machine.Observation.Register(Name);
        PortWindow.Map(
            machine,
            "dma8237.first",
            source,
            FirstPort,
            16,
            offset => Read(ref state->Controller[0], (int)offset),
            (offset, value) => Write(ref state->Controller[0], (int)offset, value)
        );
        PortWindow.Map(
            machine,
            "dma8237.second",
            source,
            SecondPort,
            32,
            offset => Read(ref state->Controller[1], (int)offset >> 1),
            (offset, value) => Write(ref state->Controller[1], (int)offset >> 1, value)
        );
        PortWindow.Map(
            machine,
            "dma8237.page",
            source,
            PagePort,
            16,
            offset => state->Page[(int)offset],
            (offset, value) => state->Page[(int)offset] = value
        );
        PortWindow.Map(
            machine,
            "dma8237.high-page",
            source,
            HighPagePort,
            16,
            offset => state->HighPage[(int)offset],
            (offset, value) => state->HighPage[(int)offset] = value
        );
    }

    public string Name => "dma8237";

    public void Reset()
    {
        *state = default;
        state->Controller[0].Mask = 15;
        state->Controller[1].Mask = 15;
    }

    private static byte Read(ref Dma8237ControllerState controller, int register)
    {
        if (register < StatusCommand)
        {
            var channel = register >> 1;
            var value = (register & 1) == 0 ? controller.Address[channel] : controller.Count[channel];
            controller.HighByte ^= 1;
            return (byte)(controller.HighByte == 0 ? value >> 8 : value);
        }

        switch (register)
        {
            case StatusCommand:
                var status = controller.Status;
                controller.Status &= 0xf0;
                return status;
            case AllMask:
                return (byte)(controller.Mask | 0xf0);
            default:
                return 0;
        }
    }

    private static void Write(ref Dma8237ControllerState controller, int register, byte value)
    {
        var channel = value & 3;
        switch (register)
        {
            case StatusCommand:
                controller.Command = value;
                break;
            case Request:
                controller.Request = SetBit(controller.Request, channel, (value & 4) != 0);
                break;
            case SingleMask:
                controller.Mask = SetBit(controller.Mask, channel, (value & 4) != 0);
                break;
            case Mode:
                controller.Mode[channel] = (byte)(value & 0xfc);
                break;
            case ClearByte:
                controller.HighByte = 0;
                break;
            case MasterClear:
                controller.Command = 0;
                controller.Status = 0;
                controller.Request = 0;
                controller.HighByte = 0;
                controller.Mask = 15;
                break;
            case ClearMask:
                controller.Mask = 0;
                break;
            case AllMask:
                controller.Mask = (byte)(value & 15);
                break;
            default:
                WriteChannel(ref controller, register, value);
                break;
        }
    }

    private static void WriteChannel(ref Dma8237ControllerState controller, int register, byte value)
    {
        var channel = register >> 1;
        ref var loaded = ref (register & 1) == 0
            ? ref controller.BaseAddress[channel]
            : ref controller.BaseCount[channel];
        loaded = (ushort)(controller.HighByte == 0 ? loaded & 0xff00 | value : loaded & 0xff | value << 8);
        controller.HighByte ^= 1;
        if ((register & 1) == 0)
        {
            controller.Address[channel] = loaded;
        }
        else
        {
            controller.Count[channel] = loaded;
        }
    }

    private static byte SetBit(byte bits, int bit, bool value) => (byte)(value ? bits | 1 << bit : bits & ~(1 << bit));
}
