using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>Properties of <c>apic</c>, the local APIC of a CPU.</summary>
public static class LocalApicProperties
{
    public const string Driver = "apic";

    public static NumberProperty<byte> Version { get; } = new(Driver, "version", 0x14, "version register");

    /// <summary>QEMU changed it for all its machine types at once: it follows the release that a version is compared with.</summary>
    public static SwitchProperty Lint0External { get; } =
        new(Driver, "x-lint0-extint", false, "after a reset LINT0 of the first CPU passes the 8259A on");

    public static SwitchProperty Vapic { get; } =
        new(Driver, "vapic", true, "the ROM genroms/kvmvapic.bin, when it was given");

    public static IReadOnlyList<DeviceProperty> All { get; } = [Version, Lint0External, Vapic];
}
