using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>Properties of <c>cirrus-vga</c>.</summary>
public static class CirrusProperties
{
    public const string Driver = "cirrus-vga";

    public static PciAddressProperty Address { get; } = new(Driver);

    public static NumberProperty<uint> VgaMemMb { get; } =
        new(Driver, "vgamem_mb", 4, "video memory in MiB; the chip uses 4 of it", 256);

    public static NumberProperty<uint> RomBar { get; } = new(Driver, "rombar", 1, "1: the option ROM has a BAR", 1);

    public static IReadOnlyList<DeviceProperty> All { get; } = [Address, VgaMemMb, RomBar];
}
