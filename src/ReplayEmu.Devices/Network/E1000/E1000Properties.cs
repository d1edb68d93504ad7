using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>Properties of <c>e1000</c>, and what machine versions change of it.</summary>
public static class E1000Properties
{
    public const string Driver = "e1000";

    public static PciAddressProperty Address { get; } = new(Driver);

    public static TextProperty Backend { get; } = new(Driver, "netdev", "", "id of the -netdev behind it");

    public static TextProperty Mac { get; } = new(Driver, "mac", "", "address; 52:54:00:12:34:56 and on when absent");

    public static TextProperty RomFile { get; } =
        new(Driver, "romfile", "efi-e1000.rom", "name of the expansion ROM; there is none when it is not found");

    /// <summary>Names that versions give to <see cref="RomFile"/>.</summary>
    public static IReadOnlyList<string> RomFiles { get; } = ["efi-e1000.rom", "pxe-e1000.rom"];

    public static NumberProperty<uint> RomBar { get; } = new(Driver, "rombar", 1, "1: the option ROM has a BAR", 1);

    public static SwitchProperty Autonegotiation { get; } =
        new(Driver, "autonegotiation", true, "the PHY takes half a second to negotiate when it is told to");

    public static SwitchProperty Mitigation { get; } =
        new(Driver, "mitigation", true, "interrupts keep the distance that the delay registers ask for");

    public static SwitchProperty ExtraRegisters { get; } =
        new(Driver, "extra_mac_registers", true, "all statistics, and the registers for waking up");

    public static SwitchProperty InitialVlanType { get; } =
        new(Driver, "init-vet", true, "VET is 0x8100 after reset, not 0");

    public static IReadOnlyList<DeviceProperty> All { get; } =
    [Address, Backend, Mac, RomFile, RomBar, Autonegotiation, Mitigation, ExtraRegisters, InitialVlanType];
}
