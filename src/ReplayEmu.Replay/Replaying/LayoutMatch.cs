using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.State;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Replay.Replaying;

/// <summary>
/// What of a recorded machine's names and layouts exists in the machine at hand, which a newer build may have made. Numbers in a
/// trace mean what the header's tables say; here they become the present machine's numbers, or <see cref="Missing"/>.
/// </summary>
internal sealed class LayoutMatch
{
    internal const int Missing = -1;

    internal LayoutMatch(TraceHeader header, VirtualMachine machine)
    {
        var layouts = new SortedDictionary<string, SchemaLayout>(StringComparer.Ordinal);
        foreach (var schema in header.Schemas)
        {
            layouts[schema.Id] = schema;
        }

        Sections = [.. header.State.Select(section => Find(section, layouts, machine.Arena))];
        Blocks = [.. header.Blocks.Select(block => Find(block, machine))];
        Sources = Map(header.Sources, machine.Observation.Sources);
        Lines = Map(header.IrqLines, [.. machine.Irqs.All.Select(line => line.Name)]);
        InputPorts = Map(header.InputPorts, [.. machine.InputPorts.Select(port => port.Name)]);
        OutputPorts = Map(header.OutputPorts, [.. machine.OutputPorts.Select(port => port.Name)]);
        SameOutputs = header.OutputPorts.SequenceEqual(machine.OutputPorts.Select(port => port.Name));
        var differences = Unmatched(header.State, Sections, machine.Arena, "state section")
            .Concat(
                Unmatched(
                    header.DerivedState,
                    [.. header.DerivedState.Select(section => Find(section, layouts, machine.DerivedArena))],
                    machine.DerivedArena,
                    "derived state section"
                )
            );
        var blocks = header
            .Blocks.Where((_, i) => Blocks[i] == Missing)
            .Select(block => $"memory block '{block.Name}' of {block.Size} bytes is not in this build");
        FirstDifference = differences.Concat(blocks).FirstOrDefault();
        Unchecked =
        [
            .. header.State.Where((_, i) => Sections[i] == Missing).Select(section => section.Name),
            .. header.Blocks.Where((_, i) => Blocks[i] == Missing).Select(block => block.Name),
            .. SameOutputs ? Array.Empty<string>() : ["output"],
        ];
    }

    /// <summary>Recorded section to present section, when the layout is the same.</summary>
    internal IReadOnlyList<int> Sections { get; }

    internal IReadOnlyList<int> Blocks { get; }

    internal int[] Sources { get; }

    internal int[] Lines { get; }

    internal int[] InputPorts { get; }

    internal int[] OutputPorts { get; }

    /// <summary>Port numbers mean the same, and with that the output hash.</summary>
    internal bool SameOutputs { get; }

    /// <summary>Names of what a digest covers and this build cannot compare.</summary>
    internal IReadOnlyList<string> Unchecked { get; }

    /// <summary>Why a checkpoint does not fit, or null.</summary>
    internal string? FirstDifference { get; }

    private static int Find(SectionLayout section, SortedDictionary<string, SchemaLayout> layouts, StateArena arena)
    {
        for (var i = 0; i < arena.Sections.Count; i++)
        {
            var mine = arena.Sections[i];
            if (mine.Name == section.Name && mine.Schema.Id == section.Schema)
            {
                return layouts.TryGetValue(section.Schema, out var layout) && Same(layout, mine.Schema) ? i : Missing;
            }
        }

        return Missing;
    }

    private static bool Same(SchemaLayout recorded, StateSchema mine)
    {
        var now = MachineDescription.Layout(mine);
        return recorded.Version == now.Version
            && recorded.Size == now.Size
            && recorded.Fields.SequenceEqual(now.Fields);
    }

    private static int Find(BlockLayout block, VirtualMachine machine)
    {
        for (var i = 0; i < machine.Blocks.Count; i++)
        {
            if (machine.Blocks[i].Name == block.Name && machine.Blocks[i].Size == block.Size)
            {
                return i;
            }
        }

        return Missing;
    }

    private static int[] Map(IReadOnlyList<string> recorded, IReadOnlyList<string> present)
    {
        var numbers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = present.Count - 1; i >= 0; i--)
        {
            numbers[present[i]] = i;
        }

        // Names may repeat (two regions of one device): then the number is the better key, if the name at it is the same.
        return
        [
            .. recorded.Select(
                (name, i) =>
                    i < present.Count && present[i] == name ? i
                    : numbers.TryGetValue(name, out var number) ? number
                    : Missing
            ),
        ];
    }

    private static IEnumerable<string> Unmatched(
        IReadOnlyList<SectionLayout> recorded,
        IReadOnlyList<int> matches,
        StateArena arena,
        string what
    )
    {
        // Restoring goes by number, so order and count must be the same as well.
        if (recorded.Count != arena.Sections.Count)
        {
            yield return $"{recorded.Count} {what}s were recorded, this build has {arena.Sections.Count}";
        }

        for (var i = 0; i < recorded.Count; i++)
        {
            if (matches[i] != i)
            {
                yield return $"{what} '{recorded[i].Name}' is not the same in this build";
            }
        }
    }
}
