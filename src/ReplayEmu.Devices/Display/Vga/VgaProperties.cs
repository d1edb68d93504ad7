using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Properties of <c>VGA</c>, the standard display.</summary>
public static class VgaProperties
{
    public const string Driver = "VGA";

    public static PciAddressProperty Address { get; } = new(Driver);

    public static NumberProperty<uint> VgaMemMb { get; } =
        new(Driver, "vgamem_mb", 16, "video memory in MiB, a power of two from 1 to 256", 256);

    public static SwitchProperty Mmio { get; } = new(Driver, "mmio", true, "registers in memory space (BAR 2)");

    public static SwitchProperty ExtendedRegisters { get; } =
        new(Driver, "qemu-extended-regs", true, "byte order register in BAR 2, revision 2");

    public static SwitchProperty Edid { get; } =
        new(Driver, "edid", true, "monitor description in BAR 2; reads as zeros here");

    public static NumberProperty<uint> RomBar { get; } = new(Driver, "rombar", 1, "1: the option ROM has a BAR", 1);

    public static IReadOnlyList<DeviceProperty> All { get; } =
    [Address, VgaMemMb, Mmio, ExtendedRegisters, Edid, RomBar];
}
