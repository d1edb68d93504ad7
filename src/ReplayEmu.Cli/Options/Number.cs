using System;
using System.Globalization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>Numbers as QEMU's options write them.</summary>
public static class Number
{
    /// <summary>Decimal or 0x hexadecimal.</summary>
    /// <exception cref="ConfigurationException">Not a number that fits.</exception>
    public static ulong Parse(string option, string text) =>
        TryParse(text, out var value)
            ? value
            : throw new ConfigurationException(
                $"{option} '{text}': not a number; write it decimal or as 0x hexadecimal"
            );

    /// <summary>Bytes with a suffix k, M, G or T; without one the unit is MiB, as in QEMU's <c>-m</c>.</summary>
    /// <exception cref="ConfigurationException">Not a size that fits.</exception>
    public static ulong ParseMemory(string option, string text)
    {
        var number = text;
        var shift = 20;
        if (text.Length > 0 && char.IsAsciiLetter(text[^1]))
        {
            number = text[..^1];
            shift = char.ToUpperInvariant(text[^1]) switch
            {
                'B' => 0,
                'K' => 10,
                'M' => 20,
                'G' => 30,
                'T' => 40,
                _ => -1,
            };
        }

        return shift >= 0 && TryParse(number, out var value) && value > 0 && value <= ulong.MaxValue >> shift
            ? value << shift
            : throw new ConfigurationException(
                $"{option} '{text}': not a size; write for example 128M or 1G (no suffix is MiB)"
            );
    }

    /// <summary>Guest seconds as whole nanoseconds; a decimal point is allowed.</summary>
    /// <exception cref="ConfigurationException">Not a time.</exception>
    public static ulong ParseSeconds(string option, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 1_000_000_000
            ? (ulong)(seconds * 1_000_000_000)
            : throw new ConfigurationException($"{option} '{text}': not a number of guest seconds, for example 2.5");

    private static bool TryParse(string text, out ulong value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
