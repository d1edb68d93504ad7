using System;
using System.Collections.Generic;

namespace ReplayEmu.Host.Scripts.Keys;

/// <summary>Text as key presses on a US keyboard.</summary>
internal static class KeyTyping
{
    /// <summary>Guest nanoseconds that a key is held, and that pass before the next one: a fast typist.</summary>
    internal const ulong HoldNanoseconds = 20_000_000;

    private const string Plain = "1234567890-=\bqwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ \t\n\x1b";
    private const string Shifted = "!@#$%^&*()_+\bQWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>?";

    // csharpier-ignore
    private static readonly byte[] codes =
    [
        0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
        0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b,
        0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2b,
        0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x39, 0x0f, 0x1c, 0x01,
    ];

    private const ushort Shift = 0x2a;

    /// <exception cref="FormatException">A letter that the keyboard does not have; the message is for the user.</exception>
    internal static IReadOnlyList<KeyCombination> Of(string text)
    {
        List<KeyCombination> combinations = [];
        foreach (var letter in text)
        {
            var plain = Plain.IndexOf(letter, StringComparison.Ordinal);
            var shifted = Shifted.IndexOf(letter, StringComparison.Ordinal);
            combinations.Add(
                plain >= 0 ? KeyCombination.Of(codes[plain])
                : shifted >= 0 ? KeyCombination.Of(Shift, codes[shifted])
                : throw new FormatException($"'{letter}' is on no key of a US keyboard")
            );
        }

        return combinations.Count > 0 ? combinations : throw new FormatException("the text is empty");
    }
}
