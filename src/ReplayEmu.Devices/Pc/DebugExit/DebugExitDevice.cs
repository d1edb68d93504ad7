using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.DebugExit;

/// <summary>QEMU's isa-debug-exit: writing v ends the run with exit code (v * 2 + 1) mod 256; reads give 0. It has no state.</summary>
public sealed class DebugExitDevice : IDevice, IBusDevice, IFactSource
{
    private readonly VirtualMachine machine;
    private readonly uint port;
    private readonly uint size;

    /// <param name="machine">The machine.</param>
    /// <param name="properties">See <see cref="DebugExitProperties"/>.</param>
    /// <exception cref="ConfigurationException">iosize is 0, or the ports do not fit below 0x10000.</exception>
    public DebugExitDevice(VirtualMachine machine, PropertySet properties)
    {
        this.machine = machine;
        port = properties.Get(DebugExitProperties.IoBase);
        size = properties.Get(DebugExitProperties.IoSize);
        if (size == 0 || port + size > 0x10000)
        {
            throw new ConfigurationException($"{Name}: iosize {size} at iobase 0x{port:x} is not within the I/O ports");
        }

        var source = machine.Observation.Register(Name);
        machine.Ports.Root.Map(port, new IoRegion(Name, size, this, AccessSizes.UpTo4) { Source = source });
    }

    public string Name => DebugExitProperties.Driver;

    public void Reset() { }

    public ulong Read(ulong offset, int size) => 0;

    public void Write(ulong offset, int size, ulong value) => machine.RequestExit((byte)(value << 1 | 1));

    public void WriteFacts(FactWriter facts) => facts.Add("isa", $"{Name} port 0x{port:x4} size {size}");
}
