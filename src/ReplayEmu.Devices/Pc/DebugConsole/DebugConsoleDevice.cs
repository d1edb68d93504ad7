using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Pc.DebugConsole;

/// <summary>QEMU's isa-debugcon: a port whose writes are text for the host. It has no state.</summary>
public sealed class DebugConsoleDevice : IDevice, IFactSource
{
    private readonly OutputPort output;
    private readonly uint port;
    private readonly byte readBack;

    /// <param name="machine">The machine.</param>
    /// <param name="name">Also the name of the output port, for example <c>debugcon</c>.</param>
    /// <param name="properties">See <see cref="DebugConsoleProperties"/>.</param>
    public DebugConsoleDevice(VirtualMachine machine, string name, PropertySet properties)
    {
        Name = name;
        port = properties.Get(DebugConsoleProperties.IoBase);
        readBack = (byte)properties.Get(DebugConsoleProperties.ReadBack);
        output = machine.AddOutputPort(name);
        var source = machine.Observation.Register(name);
        PortWindow.Map(machine, name, source, (ushort)port, 1, _ => readBack, (_, value) => output.Write(value));
    }

    public string Name { get; }

    public void Reset() { }

    public void WriteFacts(FactWriter facts) =>
        facts.Add("isa", $"{DebugConsoleProperties.Driver} port 0x{port:x4} readback 0x{readBack:x2}");
}
