using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.Parallel;

/// <summary>Properties of <c>isa-parallel</c>.</summary>
public static class ParallelProperties
{
    public const string Driver = "isa-parallel";

    public static NumberProperty<ushort> IoBase { get; } = new(Driver, "iobase", 0x378, "first port", 0xfff8);

    public static NumberProperty<uint> Irq { get; } = new(Driver, "irq", 7, "interrupt request", 15);

    public static IReadOnlyList<DeviceProperty> All { get; } = [IoBase, Irq];
}
