using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.Hpet;

/// <summary>Properties of <c>hpet</c>.</summary>
public static class HpetProperties
{
    public const string Driver = "hpet";

    public static NumberProperty<uint> Routes { get; } =
        new(
            Driver,
            "hpet-intcap",
            0,
            "I/O APIC inputs that timers can be routed to, a bit each; 0: those of the board"
        );

    public static IReadOnlyList<DeviceProperty> All { get; } = [Routes];
}
