using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.DebugExit;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Devices.Virtio.Serial;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>The devices of the board by QEMU's driver names: an explicit list, in the order that help shows.</summary>
internal static class PcDeviceTypes
{
    /// <summary>Drivers that are part of every board and cannot be added.</summary>
    private static readonly string[] onBoard = ["i440FX", "PIIX3", "PIIX4_PM", "piix3-ide", "mc146818rtc", "isa-pit"];

    /// <summary>Drivers that QEMU 1.1 has and this emulator lacks: named, so that the message is not "unknown".</summary>
    private static readonly string[] notImplemented =
    [
        "virtio-9p-pci",
        "vmware-svga",
        "qxl-vga",
        "e1000e",
        "rtl8139",
        "ne2k_pci",
        "pcnet",
        "ide-hd",
        "ide-cd",
        "ahci",
        "isa-fdc",
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
        .. Virtio(
            VirtioBalloonProperties.Driver,
            "virtio memory balloon",
            VirtioBalloonProperties.All,
            (board, set) => board.AddBalloon(set)
        ),
        .. Virtio(
            VirtioBlockProperties.Driver,
            "virtio block device",
            VirtioBlockProperties.All,
            (board, set) => board.AddBlock(set)
        ),
        .. Virtio(
            VirtioNetProperties.Driver,
            "virtio network card",
            VirtioNetProperties.All,
            (board, set) => board.AddNet(set)
        ),
        new(
            E1000Properties.Driver,
            "Intel 82540EM network card",
            E1000Properties.All,
            (board, set) => board.AddE1000(set)
        ),
        .. Virtio(
            VirtioScsiProperties.Driver,
            "virtio SCSI controller",
            VirtioScsiProperties.All,
            (board, set) => board.AddScsi(set)
        ),
        new(ScsiDiskProperties.Driver, "SCSI disk", ScsiDiskProperties.All, (board, set) => board.AddScsiDisk(set)),
        .. Virtio(
            VirtioRngProperties.Driver,
            "virtio entropy device, from the machine's seed",
            VirtioRngProperties.All,
            (board, set) => board.AddRng(set)
        ),
        .. Virtio(
            VirtioSerialProperties.Driver,
            "virtio console device with up to 31 ports",
            VirtioSerialProperties.All,
            (board, set) => board.AddVirtioSerial(set)
        ),
        new(
            VirtioPortProperties.ConsoleDriver,
            "console port of virtio-serial-pci",
            VirtioPortProperties.Console.All,
            (board, set) => board.AddVirtioPort(set)
        ),
        new(
            VirtioPortProperties.PortDriver,
            "serial port of virtio-serial-pci",
            VirtioPortProperties.Port.All,
            (board, set) => board.AddVirtioPort(set)
        ),
        new(
            VgaProperties.Driver,
            "standard VGA with the Bochs extensions",
            VgaProperties.All,
            (board, set) => board.AddDisplay(set)
        ),
        new(
            CirrusProperties.Driver,
            "Cirrus Logic CL-GD5446 VGA",
            CirrusProperties.All,
            (board, set) => board.AddCirrus(set)
        ),
        new(
            Uart16550Properties.Driver,
            "16550A serial port",
            Uart16550Properties.All,
            (board, set) => board.AddSerialPort(set)
        ),
        new(
            ParallelProperties.Driver,
            "parallel port with a printer that prints nothing",
            ParallelProperties.All,
            (board, set) => board.AddParallelPort(set)
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

    /// <summary>The properties that a base type gives to devices, for example <c>virtio-pci</c>; null when it is none.</summary>
    public static IReadOnlyList<DeviceProperty>? FindBase(string driver)
    {
        if (All.Any(type => type.Driver == driver))
        {
            return null;
        }

        DeviceProperty[] found =
        [
            .. All.SelectMany(type => type.Properties).Where(property => property.Driver == driver).Distinct(),
        ];
        return found.Length == 0 ? null : found;
    }

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

    /// <summary>A virtio device in QEMU's three forms: as the machine version has it, transitional, and without legacy registers.</summary>
    private static PcDeviceType[] Virtio(
        string driver,
        string description,
        IReadOnlyList<DeviceProperty> properties,
        Action<PcBoard, PropertySet> add
    )
    {
        DeviceProperty[] fixedForm =
        [
            .. properties.Where(property =>
                property != VirtioPciProperties.DisableLegacy && property != VirtioPciProperties.DisableModern
            ),
        ];
        return
        [
            new(driver, description, properties, add),
            new(driver + "-transitional", $"{description}, legacy and 1.0 registers", fixedForm, add),
            new(driver + "-non-transitional", $"{description}, only 1.0 registers", fixedForm, add),
        ];
    }
}
