using System.Globalization;

namespace ReplayEmu.Cli.Events;

/// <summary>Names of PCI class codes (PCI Local Bus Specification 3.0, appendix D): those that a guest here can meet.</summary>
internal static class PciClass
{
    /// <param name="code">Base class in bits 8 to 15, subclass in bits 0 to 7.</param>
    public static string Describe(uint code) =>
        code switch
        {
            0x0000 => "before class codes",
            0x0001 => "before class codes, VGA",
            0x00ff => "no class (0x00ff)",
            0x0100 => "mass storage, SCSI",
            0x0101 => "mass storage, IDE",
            0x0102 => "mass storage, floppy",
            0x0106 => "mass storage, SATA",
            0x0180 => "mass storage, other",
            0x0200 => "network, Ethernet",
            0x0280 => "network, other",
            0x0300 => "display, VGA",
            0x0380 => "display, other",
            0x0401 => "multimedia, audio",
            0x0403 => "multimedia, HD audio",
            0x0500 => "memory, RAM",
            0x0501 => "memory, flash",
            0x0580 => "memory, other",
            0x0600 => "bridge, host",
            0x0601 => "bridge, ISA",
            0x0604 => "bridge, PCI to PCI",
            0x0680 => "bridge, other",
            0x0700 => "communication, serial",
            0x0780 => "communication, other",
            0x0880 => "system, other",
            0x0c03 => "serial bus, USB",
            0x0c05 => "serial bus, SMBus",
            0xffff => "no function here",
            _ => $"{DescribeBase(code >> 8)}, subclass 0x{(code & 0xff).ToString("x2", CultureInfo.InvariantCulture)}",
        };

    /// <param name="code">Base class, 0 to 255.</param>
    public static string DescribeBase(uint code) =>
        code switch
        {
            0x00 => "before class codes",
            0x01 => "mass storage",
            0x02 => "network",
            0x03 => "display",
            0x04 => "multimedia",
            0x05 => "memory",
            0x06 => "bridge",
            0x07 => "communication",
            0x08 => "system",
            0x09 => "input",
            0x0c => "serial bus",
            0xff => "no class",
            _ => "class 0x" + code.ToString("x2", CultureInfo.InvariantCulture),
        };
}
