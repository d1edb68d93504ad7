using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace ReplayEmu.Machine.Devices;

/// <summary>Something that can state what a guest can see of it, for golden snapshots (the model's view).</summary>
public interface IFactSource
{
    void WriteFacts(FactWriter facts);
}

/// <summary>Collects guest-visible facts: one line a fact, grouped by section, sorted ordinally.</summary>
public sealed class FactWriter
{
    private readonly SortedDictionary<string, SortedSet<string>> sections = new(System.StringComparer.Ordinal);

    /// <param name="section">For example <c>pci</c>, <c>memory</c>, <c>irq</c>, <c>cpuid</c>, <c>fw_cfg</c>.</param>
    /// <param name="fact">One line; begins with what it is about, for example <c>00:10.0 class 0x0500</c>.</param>
    public void Add(string section, string fact)
    {
        if (!sections.TryGetValue(section, out var lines))
        {
            lines = new SortedSet<string>(System.StringComparer.Ordinal);
            sections.Add(section, lines);
        }

        lines.Add(fact);
    }

    /// <summary>Bytes with their size: up to 16 in hexadecimal, more as their XxHash64.</summary>
    /// <param name="section">See <see cref="Add"/>.</param>
    /// <param name="subject">What the bytes are.</param>
    /// <param name="bytes">The contents.</param>
    public void AddBytes(string section, string subject, ReadOnlySpan<byte> bytes)
    {
        var value =
            bytes.Length <= 16
                ? Convert.ToHexStringLower(bytes)
                : "xxh64 " + XxHash64.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture);
        Add(section, string.Create(CultureInfo.InvariantCulture, $"{subject} size {bytes.Length} {value}").TrimEnd());
    }

    /// <summary>The whole text: <c>[section]</c> headings, LF line ends.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (section, lines) in sections)
        {
            text.Append('[').Append(section).Append("]\n");
            foreach (var line in lines)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
