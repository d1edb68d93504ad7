using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Scripts.Keys;

/// <summary>Keys that are pressed together, one after the other, and released in the opposite order.</summary>
/// <param name="Press">Bytes of scan code set 1.</param>
/// <param name="Release">The same with the release bit.</param>
internal sealed record KeyCombination(byte[] Press, byte[] Release)
{
    private const byte Prefix = 0xe0;
    private const byte ReleaseBit = 0x80;

    /// <summary>More than this does not fit into a keyboard's queue.</summary>
    private const int MostKeys = 3;

    /// <summary>Names with <c>-</c> between them, for example <c>ctrl-alt-delete</c>.</summary>
    /// <exception cref="FormatException">Unknown key; the message is for the user.</exception>
    internal static KeyCombination Parse(string text)
    {
        List<ushort> codes = [];
        foreach (var name in text.Split('-'))
        {
            codes.Add(
                KeyNames.TryFind(name, out var code)
                    ? code
                    : throw new FormatException($"unknown key '{name}'{NearestName.Hint(name, KeyNames.All)}")
            );
        }

        return codes.Count <= MostKeys
            ? Of([.. codes])
            : throw new FormatException($"'{text}' has more than {MostKeys} keys");
    }

    internal static KeyCombination Of(params ushort[] codes)
    {
        List<byte> press = [];
        List<byte> release = [];
        foreach (var code in codes)
        {
            Add(press, code, 0);
        }

        for (var i = codes.Length - 1; i >= 0; i--)
        {
            Add(release, codes[i], ReleaseBit);
        }

        return new KeyCombination([.. press], [.. release]);
    }

    private static void Add(List<byte> bytes, ushort code, byte bit)
    {
        if (code > byte.MaxValue)
        {
            bytes.Add(Prefix);
        }

        bytes.Add((byte)(code | bit));
    }
}
