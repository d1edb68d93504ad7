using System;
using System.Globalization;

namespace ReplayEmu.Cli.Events;

/// <summary>Where a configuration access goes: the address of a <c>ConfigRead</c> or <c>ConfigWrite</c> interaction.</summary>
/// <param name="Bus">0 to 255.</param>
/// <param name="Slot">0 to 31.</param>
/// <param name="Function">0 to 7.</param>
/// <param name="Register">0 to 255.</param>
internal readonly record struct PciAddress(int Bus, int Slot, int Function, int Register)
{
    public static PciAddress Of(ulong address) =>
        new((int)(address >> 16) & 0xff, (int)(address >> 11) & 31, (int)(address >> 8) & 7, (int)address & 0xff);

    /// <summary><c>00:10.0</c></summary>
    public string FunctionText => string.Create(CultureInfo.InvariantCulture, $"{Bus:x2}:{Slot:x2}.{Function:x}");

    /// <summary><c>00:10.0+0x0a</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FunctionText}+0x{Register:x2}");

    /// <summary>Reads <c>00:10.0</c>.</summary>
    public static bool TryParseFunction(string text, out PciAddress address)
    {
        address = default;
        var parts = text.Split(':', '.');
        if (
            parts.Length != 3
            || !TryHex(parts[0], 255, out var bus)
            || !TryHex(parts[1], 31, out var slot)
            || !TryHex(parts[2], 7, out var function)
        )
        {
            return false;
        }

        address = new PciAddress(bus, slot, function, 0);
        return text.Contains(':', StringComparison.Ordinal);
    }

    private static bool TryHex(string text, int most, out int value) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value <= most;
}
