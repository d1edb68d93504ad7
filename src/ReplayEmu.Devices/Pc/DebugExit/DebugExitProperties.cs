using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.DebugExit;

/// <summary>Properties of <c>isa-debug-exit</c>.</summary>
public static class DebugExitProperties
{
    public const string Driver = "isa-debug-exit";

    public static NumberProperty<uint> IoBase { get; } = new(Driver, "iobase", 0x501, "first I/O port", 0xffff);

    public static NumberProperty<uint> IoSize { get; } = new(Driver, "iosize", 2, "number of I/O ports, 1 to 4", 4);

    public static IReadOnlyList<DeviceProperty> All { get; } = [IoBase, IoSize];
}
