using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What the probe guest printed (<c>ReplayEmu.Guests.Probe.ProbeGuest</c> describes its lines), taken apart.</summary>
public sealed class ProbeReading
{
    private const string FirstLine = "probe 1";
    private const string LastLine = "probe end";

    private readonly SortedDictionary<string, byte[]> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Function, int Register), uint> bars = [];
    private readonly SortedDictionary<int, byte[]> fwCfg = [];
    private readonly List<ProbedFile> files = [];
    private readonly List<ProbedLeaf> leaves = [];
    private readonly List<(uint Address, bool Writable)> memory = [];

    private ProbeReading(string text) => Text = text;

    /// <summary>The lines, first and last included.</summary>
    public string Text { get; }

    public byte[] Cmos { get; } = new byte[128];

    public IReadOnlyList<ProbedLeaf> Leaves => leaves;

    public IReadOnlyList<ProbedFile> Files => files;

    /// <summary>Words whose reading a write changed, or not.</summary>
    public IReadOnlyList<(uint Address, bool Writable)> Memory => memory;

    /// <summary>256 bytes of configuration space by address, for example <c>00:10.0</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Functions => functions;

    /// <summary>Keys that read as something other than zeros: their first 128 bytes.</summary>
    public IReadOnlyDictionary<int, byte[]> FwCfg => fwCfg;

    /// <summary>What a BAR read after all ones were written, 0 if the probe did not look.</summary>
    public uint Bar(string function, int register) => bars.GetValueOrDefault((function, register));

    /// <summary>Null and a message when the text is not a whole reading.</summary>
    public static ProbeReading? Parse(string output, out string error)
    {
        var text = output.Replace("\r", "", StringComparison.Ordinal);
        var first = text.IndexOf(FirstLine + "\n", StringComparison.Ordinal);
        var last = text.IndexOf(LastLine + "\n", Math.Max(first, 0), StringComparison.Ordinal);
        if (first < 0 || last < 0)
        {
            error = $"the probe guest printed no {(first < 0 ? $"'{FirstLine}'" : $"'{LastLine}'")}";
            return null;
        }

        var reading = new ProbeReading(text[first..(last + LastLine.Length)]);
        foreach (var line in reading.Text.Split('\n'))
        {
            if (!reading.ParseLine(line.Split(' ')))
            {
                error = $"the probe guest printed a line that cannot be understood: '{line}'";
                return null;
            }
        }

        error = "";
        return reading;
    }

    private bool ParseLine(string[] parts) =>
        parts switch
        {
            ["probe", "1" or "end"] => true,
            ["pic" or "pit", _, _] => true,
            ["cmos", var register, var bytes] => ParseRow(register, bytes, Cmos),
            ["pci", var function, var register, var bytes] => ParseRow(register, bytes, Function(function)),
            ["fw_cfg", var key, var offset, var bytes] => TryHex(key, out var number)
                && number <= 0xFFFF
                && ParseRow(offset, bytes, Key((int)number)),
            ["bar", var function, var register, var value] => ParseBar(function, register, value),
            ["memory", var address, var access] => ParseMemory(address, access),
            ["file", var key, var size, .. var name] => ParseFile(key, size, string.Join(' ', name)),
            ["cpuid", ..] => ParseLeaf(parts),
            _ => false,
        };

    private byte[] Function(string address)
    {
        if (!functions.TryGetValue(address, out var config))
        {
            config = new byte[256];
            functions.Add(address, config);
        }

        return config;
    }

    private byte[] Key(int key)
    {
        if (!fwCfg.TryGetValue(key, out var bytes))
        {
            bytes = new byte[128];
            fwCfg.Add(key, bytes);
        }

        return bytes;
    }

    private static bool ParseRow(string offset, string digits, byte[] destination)
    {
        if (
            !TryHex(offset, out var start)
            || digits.Length != 32
            || !digits.All(char.IsAsciiHexDigitLower)
            || start > destination.Length - 16
        )
        {
            return false;
        }

        Convert.FromHexString(digits).CopyTo(destination, start);
        return true;
    }

    private bool ParseBar(string function, string register, string value) =>
        TryHex(register, out var number) && TryHex(value, out var mask) && bars.TryAdd((function, (int)number), mask);

    private bool ParseMemory(string address, string access)
    {
        var valid = TryHex(address, out var number) && access is "rw" or "ro";
        memory.Add((number, access == "rw"));
        return valid;
    }

    private bool ParseFile(string key, string size, string name)
    {
        var valid = TryHex(key, out var number) & TryHex(size, out var bytes);
        files.Add(new ProbedFile((int)number, bytes, name));
        return valid;
    }

    private bool ParseLeaf(string[] parts)
    {
        var values = new uint[6];
        if (parts.Length != 7)
        {
            return false;
        }

        for (var index = 0; index < 6; index++)
        {
            if (!TryHex(parts[index + 1], out values[index]))
            {
                return false;
            }
        }

        leaves.Add(new ProbedLeaf(values[0], values[1], values[2], values[3], values[4], values[5]));
        return true;
    }

    private static bool TryHex(string text, out uint value) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}

/// <summary>One CPUID leaf as the guest read it.</summary>
public readonly record struct ProbedLeaf(uint Leaf, uint Subleaf, uint Eax, uint Ebx, uint Ecx, uint Edx);

/// <summary>One line of the fw_cfg directory.</summary>
public readonly record struct ProbedFile(int Key, uint Size, string Name);
