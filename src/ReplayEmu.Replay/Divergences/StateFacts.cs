using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Replay.Divergences;

/// <summary>
/// A machine's state as facts with names that do not depend on layouts: <c>cpu0.Cr3</c> = <c>0x...</c>, <c>memory ram 0x1000</c> =
/// hash of the page. What is zero is left out, so that builds with and without a field compare where it is not used.
/// </summary>
public static class StateFacts
{
    public static SortedDictionary<string, string> Of(VirtualMachine machine)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in machine.Arena.Sections)
        {
            Add(facts, section.Name, section.Schema, machine.Arena.BytesOf(section));
        }

        foreach (var block in machine.Blocks)
        {
            Add(facts, block);
        }

        return facts;
    }

    private static void Add(
        SortedDictionary<string, string> facts,
        string section,
        StateSchema schema,
        ReadOnlySpan<byte> image
    )
    {
        foreach (ref readonly var field in schema.Fields)
        {
            for (var i = 0; i < field.Count; i++)
            {
                var value = StateValue.Read(field, i, image);
                if (value != 0)
                {
                    var index = field.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"[{i}]") : "";
                    facts[$"{section}.{field.Name}{index}"] = StateText.Format(field.Kind, value);
                }
            }
        }
    }

    private static void Add(SortedDictionary<string, string> facts, MemoryBlock block)
    {
        for (ulong offset = 0; !block.IsRom && offset < block.Size; offset += MemoryBlock.PageSize)
        {
            var page = block.Span(offset, MemoryBlock.PageSize);
            if (page.ContainsAnyExcept((byte)0))
            {
                facts[string.Create(CultureInfo.InvariantCulture, $"memory {block.Name} 0x{offset:x8}")] = XxHash3
                    .HashToUInt64(page)
                    .ToString("x16", CultureInfo.InvariantCulture);
            }
        }
    }
}
