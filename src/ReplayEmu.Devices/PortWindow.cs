using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices;

/// <summary>A range of 8-bit I/O ports: wider accesses are split by the bus, ascending.</summary>
public sealed class PortWindow(Func<ulong, byte> read, Action<ulong, byte> write) : IBusDevice
{
    /// <summary>Maps 8-bit registers at a fixed port.</summary>
    /// <param name="machine">The machine whose port space gets the window.</param>
    /// <param name="name">For dumps.</param>
    /// <param name="source">See <see cref="ReplayEmu.Machine.Gate.Observation.Register"/>.</param>
    /// <param name="port">First port.</param>
    /// <param name="count">Number of ports.</param>
    /// <param name="read">Gets the offset from <paramref name="port"/>.</param>
    /// <param name="write">Gets the offset from <paramref name="port"/> and the byte.</param>
    public static Mapping Map(
        VirtualMachine machine,
        string name,
        ushort source,
        ushort port,
        uint count,
        Func<ulong, byte> read,
        Action<ulong, byte> write
    )
    {
        var window = new PortWindow(read, write);
        return machine.Ports.Root.Map(port, new IoRegion(name, count, window, AccessSizes.Byte) { Source = source });
    }

    public ulong Read(ulong offset, int size) => read(offset);

    public void Write(ulong offset, int size, ulong value) => write(offset, (byte)value);
}
