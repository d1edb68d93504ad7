using System.Globalization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Network;

/// <summary>Ethernet addresses as the command line writes them.</summary>
public static class MacAddress
{
    public const int Size = 6;

    /// <summary>Six bytes of two hexadecimal digits with colons between them.</summary>
    /// <param name="driver">For messages.</param>
    /// <exception cref="ConfigurationException">Another form, or a group address.</exception>
    public static byte[] Parse(string driver, string text)
    {
        var parts = text.Split(':', '-');
        var bytes = new byte[Size];
        var isValid = parts.Length == Size;
        for (var i = 0; isValid && i < Size; i++)
        {
            isValid =
                parts[i].Length == 2
                && byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]);
        }

        return isValid && (bytes[0] & 1) == 0
            ? bytes
            : throw new ConfigurationException(
                $"{driver}: mac={text} is not an address of one station such as 52:54:00:12:34:56"
            );
    }

    /// <summary>QEMU's address of the n-th card that has none of its own.</summary>
    public static byte[] Default(int number) => [0x52, 0x54, 0x00, 0x12, 0x34, (byte)(0x56 + number)];
}
