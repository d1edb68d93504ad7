using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.DebugConsole;

/// <summary>Properties of <c>isa-debugcon</c>.</summary>
public static class DebugConsoleProperties
{
    public const string Driver = "isa-debugcon";

    public static NumberProperty<uint> IoBase { get; } =
        new(Driver, "iobase", 0xe9, "I/O port; -debugcon uses 0x402", 0xffff);

    public static NumberProperty<uint> ReadBack { get; } =
        new(Driver, "readback", 0xe9, "byte that the port reads as", 0xff);

    public static IReadOnlyList<DeviceProperty> All { get; } = [IoBase, ReadBack];
}
