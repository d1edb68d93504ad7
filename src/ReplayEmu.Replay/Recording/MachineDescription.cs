using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.State;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Replay.Recording;

/// <summary>What a trace's header says about a machine.</summary>
public static class MachineDescription
{
    /// <param name="machine">At power-on.</param>
    /// <param name="config">Resolved; the machine was built from it.</param>
    public static TraceHeader Of(VirtualMachine machine, MachineConfig config, RecordingOptions options) =>
        new()
        {
            ToolVersion = options.ToolVersion,
            Quirks = [],
            Detail = options.Detail,
            ChunkBytes = options.ChunkBytes,
            DigestInterval = options.DigestInterval,
            CheckpointInterval = options.Detail == TraceDetail.Full ? options.CheckpointInterval : 0,
            TickSemantics = TraceHeader.CurrentTickSemantics,
            Config = config,
            EmbeddedImages = options.EmbedImages ? [.. Enumerable.Range(0, MachineImages.Of(config).Count)] : [],
            Schemas = Schemas(machine),
            State = Sections(machine.Arena),
            DerivedState = Sections(machine.DerivedArena),
            Blocks = [.. machine.Blocks.Select(block => new BlockLayout(block.Name, block.Size, block.IsRom))],
            Sources = [.. machine.Observation.Sources],
            InputPorts = [.. machine.InputPorts.Select(port => port.Name)],
            OutputPorts = [.. machine.OutputPorts.Select(port => port.Name)],
            IrqLines = [.. machine.Irqs.All.Select(line => line.Name)],
        };

    /// <summary>The layout of one kind of section as the header holds it.</summary>
    public static SchemaLayout Layout(StateSchema schema)
    {
        var fields = new List<FieldLayout>();
        foreach (var field in schema.Fields)
        {
            fields.Add(new FieldLayout(field.Name, field.Kind.ToString(), field.Offset, field.Count));
        }

        return new SchemaLayout(schema.Id, schema.Version, schema.Size, fields);
    }

    private static List<SchemaLayout> Schemas(VirtualMachine machine) =>
        [
            .. machine
                .Arena.Sections.Concat(machine.DerivedArena.Sections)
                .Select(section => section.Schema)
                .DistinctBy(schema => schema.Id)
                .Select(Layout),
        ];

    private static List<SectionLayout> Sections(StateArena arena) =>
        [.. arena.Sections.Select(section => new SectionLayout(section.Name, section.Schema.Id))];
}
