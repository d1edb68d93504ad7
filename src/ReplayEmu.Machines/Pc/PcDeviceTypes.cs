using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.DebugExit;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>The devices of the board by QEMU's driver names: an explicit list, in the order that help shows.</summary>
internal static class PcDeviceTypes
{
    /// <summary>Drivers that are part of every board and cannot be added.</summary>
    private static readonly string[] onBoard = ["i440FX", "PIIX3", "PIIX4_PM", "piix3-ide", "mc146818rtc", "isa-pit"];

    /// <summary>Drivers that QEMU 1.1 has and this emulator lacks: named, so that the message is not "unknown".</summary>
    private static readonly string[] notImplemented =
    [
        "virtio-blk-pci",
        "virtio-net-pci",
        "virtio-serial-pci",
        "virtio-scsi-pci",
        "virtio-9p-pci",
        "virtio-rng-pci",
        "cirrus-vga",
        "vmware-svga",
        "qxl-vga",
        "e1000",
        "rtl8139",
        "ne2k_pci",
        "pcnet",
        "ide-hd",
        "ide-cd",
        "ahci",
        "isa-fdc",
        "isa-parallel",
        "AC97",
        "ES1370",
        "intel-hda",
        "piix3-usb-uhci",
        "usb-ehci",
        "ivshmem",
        "hpet",
    ];

    public static IReadOnlyList<PcDeviceType> All { get; } =
    [
        new(
            VirtioBalloonProperties.Driver,
            "virtio memory balloon (legacy virtio-pci)",
            VirtioBalloonProperties.All,
            (board, set) => board.AddBalloon(set)
        ),
        new(
            VgaProperties.Driver,
            "standard VGA with the Bochs extensions",
            VgaProperties.All,
            (board, set) => board.AddDisplay(set)
        ),
        new(
            Uart16550Properties.Driver,
            "16550A serial port",
            Uart16550Properties.All,
            (board, set) => board.AddSerialPort(set)
        ),
        new(
            DebugConsoleProperties.Driver,
            "debug port: what is written to it is output",
            DebugConsoleProperties.All,
            (board, set) => board.AddDebugConsole(set)
        ),
        new(
            DebugExitProperties.Driver,
            "ends the run with a code that the guest writes",
            DebugExitProperties.All,
            (board, set) => board.AddDebugExit(set)
        ),
    ];

    /// <exception cref="ConfigurationException">No such device; the nearest known is named.</exception>
    public static PcDeviceType Find(string driver)
    {
        foreach (var type in All)
        {
            if (type.Driver == driver)
            {
                return type;
            }
        }

        if (onBoard.Contains(driver))
        {
            throw new ConfigurationException($"device '{driver}' is part of every PC board and cannot be added");
        }

        if (notImplemented.Contains(driver))
        {
            throw new ConfigurationException($"device '{driver}' exists in QEMU but is not implemented here");
        }

        throw new ConfigurationException(
            $"unknown device '{driver}'{NearestName.Hint(driver, All.Select(type => type.Driver))}"
        );
    }
}
