using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc;

/// <summary>
/// Port 0xF0 of the AT: a write, of anything, tells the processor to go on in spite of an x87 exception (IGNNE#), which also ends the
/// interrupt request 13 that its FERR# raised. Reads give all ones, as in QEMU.
/// </summary>
public static class NumericErrorPort
{
    public const ushort Port = 0xf0;

    /// <param name="machine">The machine.</param>
    /// <param name="cpu">Has the IGNNE# pin.</param>
    /// <param name="pin">Number of the pin.</param>
    public static void Map(VirtualMachine machine, IIrqSink cpu, int pin)
    {
        const string name = "ferr";
        var ignore = machine.Irqs.Connect("ignne", cpu, pin);
        var source = machine.Observation.Register(name);
        PortWindow.Map(machine, name, source, Port, 1, static _ => 0xff, (_, _) => ignore.Pulse());
    }
}
