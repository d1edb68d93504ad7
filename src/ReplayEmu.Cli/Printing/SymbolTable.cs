using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Printing;

/// <summary>Names of addresses, from an ELF file's symbol table or from a System.map (address, letter, name). The file is anybody's.</summary>
internal sealed class SymbolTable
{
    private const int MaxBytes = 1 << 30;
    private const ulong FarthestBehind = 1 << 20;
    private readonly SortedDictionary<string, ulong> addresses = new(StringComparer.Ordinal);
    private List<(ulong Address, string Name)>? sorted;

    /// <summary>No names.</summary>
    public static SymbolTable Empty => new();

    /// <exception cref="ConfigurationException">Neither of both kinds.</exception>
    public static SymbolTable Read(string path, Stream file)
    {
        if (file.Length > MaxBytes)
        {
            throw new ConfigurationException($"--symbols '{path}': more than 1 GiB");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var table = new SymbolTable();
        if (bytes.AsSpan().StartsWith("\u007fELF"u8))
        {
            table.ReadElf(bytes);
        }
        else
        {
            table.ReadMap(Encoding.Latin1.GetString(bytes));
        }

        return table.addresses.Count > 0
            ? table
            : throw new ConfigurationException(
                $"--symbols '{path}': neither an ELF file with symbols nor a System.map"
            );
    }

    public bool TryFind(string name, out ulong address) => addresses.TryGetValue(name, out address);

    /// <summary><c>name+0x12</c> for an address in or not far behind something with a name; null for others.</summary>
    public string? Describe(ulong address)
    {
        sorted ??= [.. addresses.Select(static pair => (pair.Value, pair.Key)).Order()];
        var low = 0;
        var high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && address - sorted[low - 1].Address < FarthestBehind
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted[low - 1].Name}+0x{address - sorted[low - 1].Address:x}"
            )
            : null;
    }

    private void ReadMap(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (
                words.Length == 3
                && ulong.TryParse(
                    words[0],
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var address
                )
            )
            {
                addresses[words[2]] = address;
            }
        }
    }

    /// <summary>Little-endian ELF of both classes (System V ABI, chapter 4): the symbols of every SHT_SYMTAB section.</summary>
    private void ReadElf(ReadOnlySpan<byte> file)
    {
        const int SymbolTableType = 2;
        if (file.Length < 64 || file[5] != 1)
        {
            return;
        }

        var isWide = file[4] == 2;
        var sections = Word(file, isWide ? 0x28UL : 0x20, isWide);
        var size = (ulong)(isWide ? 64 : 40);
        var count = Half(file, isWide ? 0x3cUL : 0x30);
        for (ulong i = 0; i < count; i++)
        {
            var section = sections + (i * size);
            if (Number(file, section + 4) == SymbolTableType)
            {
                var strings = sections + (Number(file, section + (isWide ? 0x28u : 0x18u)) * size);
                var from = Word(file, section + (isWide ? 0x18u : 0x10u), isWide);
                var length = Word(file, section + (isWide ? 0x20u : 0x14u), isWide);
                var names = Word(file, strings + (isWide ? 0x18u : 0x10u), isWide);
                ReadSymbols(file, from, Math.Min(length, (ulong)file.Length), names, isWide);
            }
        }
    }

    private void ReadSymbols(ReadOnlySpan<byte> file, ulong from, ulong length, ulong names, bool isWide)
    {
        var entry = isWide ? 24UL : 16UL;
        for (ulong at = 0; at + entry <= length; at += entry)
        {
            var place = names + Number(file, from + at);
            var address = Word(file, from + at + (isWide ? 8u : 4u), isWide);
            if (address == 0 || place >= (ulong)file.Length)
            {
                continue;
            }

            var rest = file[(int)place..];
            var end = rest.IndexOf((byte)0);
            if (end > 0)
            {
                addresses[Encoding.Latin1.GetString(rest[..end])] = address;
            }
        }
    }

    private static ulong Word(ReadOnlySpan<byte> file, ulong at, bool isWide) =>
        !isWide ? Number(file, at)
        : at < (ulong)file.Length - 7 ? BinaryPrimitives.ReadUInt64LittleEndian(file[(int)at..])
        : 0;

    /// <summary>0 beyond the file.</summary>
    private static uint Number(ReadOnlySpan<byte> file, ulong at) =>
        at < (ulong)file.Length - 3 ? BinaryPrimitives.ReadUInt32LittleEndian(file[(int)at..]) : 0;

    private static ushort Half(ReadOnlySpan<byte> file, ulong at) =>
        at < (ulong)file.Length - 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[(int)at..]) : (ushort)0;
}
