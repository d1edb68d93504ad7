using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// What versions change of the board itself and of all PCI functions. Names that begin with <c>x-</c> are ours: QEMU changed these
/// for all its machine types at once, so that they follow the release that a version is compared with.
/// </summary>
internal static class PcProperties
{
    public const string PciDriver = "pci-device";
    public const string BoardDriver = "pc-board";

    public static SwitchProperty SystemErrorEnable { get; } =
        new(PciDriver, "command_serr_enable", true, "SERR# enable of every function (command bit 8) can be written");

    public static SwitchProperty NewerFiles { get; } =
        new(
            BoardDriver,
            "x-newer-firmware-files",
            true,
            "fw_cfg files etc/boot-fail-wait, etc/e820 and etc/system-states"
        );

    public static SwitchProperty SortedFiles { get; } =
        new(BoardDriver, "x-sorted-firmware-files", true, "fw_cfg files are in the order of their names");

    public static SwitchProperty AmdHole { get; } =
        new(
            BoardDriver,
            "x-enforce-amd-1tb-hole",
            true,
            "e820 reserves 12 GiB below 1 TiB, where AMD has HyperTransport"
        );

    public static SwitchProperty GigabyteAlign { get; } =
        new(
            BoardDriver,
            "x-gigabyte-align",
            true,
            "RAM that does not fit below 4 GiB is split at whole GiB: 3 (q35: 2) of them are below"
        );

    public static SwitchProperty PreferSockets { get; } =
        new(
            BoardDriver,
            "x-smp-prefer-sockets",
            false,
            "what -smp leaves open are packages of one core, not cores of one package"
        );

    public static NumberProperty<uint> FirmwareTableBytes { get; } =
        new(
            BoardDriver,
            "x-acpi-data-size",
            0x28000,
            "bytes at the end of RAM that -initrd leaves to the firmware's tables"
        );

    public static ChoiceProperty Display { get; } =
        new(BoardDriver, "x-default-display", "std", ["std", "cirrus"], "display without -vga");

    public static ChoiceProperty Network { get; } =
        new(BoardDriver, "x-default-network", "e1000", ["e1000"], "network card without -netdev");

    public static ChoiceProperty Q35Network { get; } =
        new(
            BoardDriver,
            "x-default-network-of-q35",
            "e1000e",
            ["e1000", "e1000e"],
            "network card without -netdev on Q35; e1000e is not implemented and left out"
        );

    public static IReadOnlyList<DeviceProperty> All { get; } =
    [
        SystemErrorEnable,
        NewerFiles,
        SortedFiles,
        AmdHole,
        GigabyteAlign,
        PreferSockets,
        FirmwareTableBytes,
        Display,
        Network,
        Q35Network,
    ];
}
