using System.Globalization;

namespace ReplayEmu.Cli.Events;

/// <summary>Names of the registers in a type 0 PCI configuration header (PCI Local Bus Specification 3.0, section 6.1).</summary>
internal static class ConfigRegister
{
    /// <summary>What an access covers, for example <c>class: memory, RAM</c>.</summary>
    /// <param name="register">Offset in the function's configuration space, 0 to 255.</param>
    /// <param name="size">Bytes of the access: 1, 2 or 4.</param>
    /// <param name="value">Value read or written.</param>
    public static string Describe(int register, uint size, ulong value) =>
        (register, size) switch
        {
            (0x00, 4) when value is 0xffff_ffff => "identity: no function here",
            (0x00, 4) => $"identity: vendor {Hex(value & 0xffff, 2)}, device {Hex(value >> 16, 2)}",
            (0x00, 2) when value is 0xffff => "vendor: no function here",
            (0x08, 4) => $"class: {PciClass.Describe((uint)(value >> 16))}; revision {Hex(value & 0xff, 1)}",
            (0x0a, 2) => $"class: {PciClass.Describe((uint)value)}",
            (0x0b, 1) => $"base class: {PciClass.DescribeBase((uint)value)}",
            (0x0c, 4) => $"header type {Hex((value >> 16) & 0xff, 1)} and timing",
            (0x2c, 4) => $"subsystem: vendor {Hex(value & 0xffff, 2)}, device {Hex(value >> 16, 2)}",
            (0x04, _) => "command" + (size == 4 ? " and status" : ""),
            (0x3c, 4) => $"interrupt line {Hex(value & 0xff, 1)}, pin {Hex((value >> 8) & 0xff, 1)}",
            _ => Name(register),
        };

    /// <summary>The register that an offset lies in.</summary>
    public static string Name(int register) =>
        register switch
        {
            0x00 or 0x01 => "vendor",
            0x02 or 0x03 => "device",
            0x04 or 0x05 => "command",
            0x06 or 0x07 => "status",
            0x08 => "revision",
            0x09 => "programming interface",
            0x0a => "subclass",
            0x0b => "base class",
            0x0c => "cache line size",
            0x0d => "latency timer",
            0x0e => "header type",
            0x0f => "self test",
            >= 0x10 and < 0x28 => "BAR" + ((register - 0x10) / 4).ToString(CultureInfo.InvariantCulture),
            >= 0x28 and < 0x2c => "CardBus CIS",
            0x2c or 0x2d => "subsystem vendor",
            0x2e or 0x2f => "subsystem",
            >= 0x30 and < 0x34 => "ROM address",
            0x34 => "capabilities",
            0x3c => "interrupt line",
            0x3d => "interrupt pin",
            0x3e => "minimum grant",
            0x3f => "maximum latency",
            _ => "register " + Hex((ulong)register, 1),
        };

    private static string Hex(ulong value, int bytes) =>
        "0x" + value.ToString("x" + (bytes * 2).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
