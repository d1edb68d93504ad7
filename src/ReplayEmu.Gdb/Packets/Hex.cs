using System;
using System.Globalization;

namespace ReplayEmu.Gdb.Packets;

/// <summary>Hexadecimal numbers and bytes as the protocol has them. Nothing here throws.</summary>
internal static class Hex
{
    /// <summary>0 to 15, or -1.</summary>
    internal static int Digit(byte value) =>
        value switch
        {
            >= (byte)'0' and <= (byte)'9' => value - '0',
            >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
            _ => -1,
        };

    /// <summary>A number of 1 to 16 digits.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>Bytes of two digits each, or null.</summary>
    internal static byte[]? Bytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 2];
        var done = Convert.FromHexString(text, bytes, out _, out _);
        return done == System.Buffers.OperationStatus.Done && text.Length % 2 == 0 ? bytes : null;
    }
}
