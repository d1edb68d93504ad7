using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc.Port92;

/// <summary>
/// System control port A (port 0x92): fast A20 and fast reset. It also joins the keyboard controller's A20 line (input 0)
/// with its own bit: as in QEMU the last change wins. The gate is open after reset.
/// </summary>
public sealed unsafe class Port92Device : IDevice, IIrqSink
{
    public const ushort Port = 0x92;
    private const byte FastReset = 0x01;
    private const byte FastA20 = 0x02;
    private readonly Port92State* state;
    private readonly VirtualMachine machine;
    private readonly IrqLine a20;

    /// <param name="machine">The machine.</param>
    /// <param name="cpu">Has the A20 pin.</param>
    /// <param name="a20Pin">Number of the pin; true opens the gate.</param>
    public Port92Device(VirtualMachine machine, IIrqSink cpu, int a20Pin)
    {
        this.machine = machine;
        state = machine.Arena.Add<Port92State>(Name);
        a20 = machine.Irqs.Connect("a20", cpu, a20Pin);
        var source = machine.Observation.Register(Name);
        PortWindow.Map(machine, Name, source, Port, 1, _ => state->Value, (_, value) => Write(value));
    }

    public string Name => "port92";

    public void Reset()
    {
        state->Value = 0;
        a20.Set(true);
    }

    /// <summary>The keyboard controller moved its A20 output.</summary>
    public void SetInput(int input, bool level) => a20.Set(level);

    private void Write(byte value)
    {
        var changed = value ^ state->Value;
        state->Value = value;
        if ((changed & FastA20) != 0)
        {
            a20.Set((value & FastA20) != 0);
        }

        if ((changed & value & FastReset) != 0)
        {
            machine.RequestReset();
        }
    }
}
