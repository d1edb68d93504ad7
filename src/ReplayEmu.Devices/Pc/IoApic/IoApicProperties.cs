using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.IoApic;

/// <summary>Properties of <c>ioapic</c>.</summary>
public static class IoApicProperties
{
    public const string Driver = "ioapic";

    public static NumberProperty<byte> Version { get; } = new(Driver, "version", 0x20, "version register");

    public static IReadOnlyList<DeviceProperty> All { get; } = [Version];
}
