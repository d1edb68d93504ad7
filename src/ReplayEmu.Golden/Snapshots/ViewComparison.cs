using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ReplayEmu.Golden.Files;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>Holds what a guest read against what the model states.</summary>
internal static class ViewComparison
{
    private const int ProbedBytes = 128;

    private static readonly string[] Sections = ["cmos", "cpuid", "fw_cfg", "pci"];

    /// <summary>A unified diff from model to guest of the sections that both can see; empty when they agree.</summary>
    public static string Compare(string model, ProbeReading reading, AddressSpace memory)
    {
        var guest = GuestFacts.Create(reading, model);
        var modelLines = new StringBuilder();
        var guestLines = new StringBuilder();
        foreach (var section in Sections)
        {
            var ofModel = FactText.Lines(model, section).Where(IsVisible).Select(Shorten).ToHashSet();
            var ofGuest = FactText
                .Lines(guest, section)
                .Where(line => ofModel.Contains(line) || !IsEmptyLeaf(line))
                .Order(StringComparer.Ordinal);
            Append(modelLines, section, ofModel.Order(StringComparer.Ordinal));
            Append(guestLines, section, ofGuest);
        }

        Append(modelLines, "memory", reading.Memory.Select(word => Expected(word, memory)));
        Append(guestLines, "memory", reading.Memory.Select(word => Describe(word.Address, word.Writable)));
        return UnifiedDiff.Create("model", "guest", modelLines.ToString(), guestLines.ToString());
    }

    /// <summary>Names and ports of the model that the probe does not look for.</summary>
    private static bool IsVisible(string line) =>
        !line.StartsWith("model ", StringComparison.Ordinal) && !line.StartsWith("port ", StringComparison.Ordinal);

    /// <summary>A leaf that reads as zeros need not be stated.</summary>
    private static bool IsEmptyLeaf(string line) =>
        line.EndsWith(" eax=00000000 ebx=00000000 ecx=00000000 edx=00000000", StringComparison.Ordinal);

    /// <summary>The probe reads 128 bytes of an item: of longer ones only the size is compared.</summary>
    private static string Shorten(string line)
    {
        var parts = line.Split(' ');
        var size = Array.LastIndexOf(parts, "size");
        return
            parts[0] == "key"
            && size > 0
            && size + 1 < parts.Length
            && uint.TryParse(parts[size + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && bytes > ProbedBytes
            ? string.Join(' ', parts.Take(size + 2))
            : line;
    }

    private static void Append(StringBuilder text, string section, IEnumerable<string> lines)
    {
        text.Append('[').Append(section).Append("]\n");
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }
    }

    /// <summary>Device registers are what they are: the guest's reading is taken there.</summary>
    private static string Expected((uint Address, bool Writable) word, AddressSpace memory)
    {
        var read = memory.ReadView.Find(word.Address);
        var write = memory.WriteView.Find(word.Address);
        if (
            (read >= 0 && memory.ReadView.Ranges[read].Region is IoRegion)
            || (write >= 0 && memory.WriteView.Ranges[write].Region is IoRegion)
        )
        {
            return Describe(word.Address, word.Writable);
        }

        var writable =
            read >= 0
            && write >= 0
            && memory.ReadView.Ranges[read].Region is RamRegion source
            && memory.WriteView.Ranges[write].Region is RamRegion { ReadOnly: false } target
            && source.Block == target.Block;
        return Describe(word.Address, writable);
    }

    private static string Describe(uint address, bool writable) =>
        FormattableString.Invariant($"{address:x8} {(writable ? "rw" : "ro")}");
}
