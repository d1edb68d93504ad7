using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Serial.Uart16550;

/// <summary>Properties of <c>isa-serial</c>. Port and interrupt follow the index when they are not given.</summary>
public static class Uart16550Properties
{
    public const string Driver = "isa-serial";

    /// <summary>The value of a property that was not given.</summary>
    public const uint ByIndex = 0xffffffff;

    private static readonly (uint Port, uint Irq)[] byIndex = [(0x3f8, 4), (0x2f8, 3), (0x3e8, 4), (0x2e8, 3)];

    public static NumberProperty<uint> Index { get; } =
        new(Driver, "index", ByIndex, "COM port number from 0 to 3; next free one when absent");

    public static NumberProperty<uint> IoBase { get; } =
        new(Driver, "iobase", ByIndex, "first of 8 I/O ports; by index when absent");

    public static NumberProperty<uint> Irq { get; } =
        new(Driver, "irq", ByIndex, "ISA interrupt; by index when absent");

    public static IReadOnlyList<DeviceProperty> All { get; } = [Index, IoBase, Irq];

    /// <summary>Number of COM ports with a standard place.</summary>
    public static int Places => byIndex.Length;

    /// <summary>Port and interrupt of COM1 (0) to COM4 (3).</summary>
    public static (uint Port, uint Irq) Place(int index) => byIndex[index];
}
