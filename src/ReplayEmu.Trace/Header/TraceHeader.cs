using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Trace.Header;

/// <summary>The first frame of a trace: everything needed to build the machine again and to name what is in the records.</summary>
public sealed record TraceHeader
{
    /// <summary>What <see cref="TickSemantics"/> is in traces of this build.</summary>
    public const string CurrentTickSemantics =
        "a tick is a retired instruction, an iteration of a repeated string instruction, or a tick of idle time; "
        + "an interaction's icount is the number of ticks before the instruction that does it";

    /// <summary>Version of the program that recorded.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Deviations of the recording build that a reader must know to replay; a reader refuses a name it does not know.</summary>
    public required IReadOnlyList<string> Quirks { get; init; }

    public required TraceDetail Detail { get; init; }

    /// <summary>Bytes of records at which a chunk is closed.</summary>
    public required int ChunkBytes { get; init; }

    /// <summary>Ticks between digests, at least 1.</summary>
    public required ulong DigestInterval { get; init; }

    /// <summary>Ticks between checkpoints; 0 is none.</summary>
    public required ulong CheckpointInterval { get; init; }

    public required string TickSemantics { get; init; }

    /// <summary>The machine, resolved.</summary>
    public required MachineConfig Config { get; init; }

    /// <summary>Images whose bytes follow the header, as indexes into <see cref="MachineImages"/>.</summary>
    public required IReadOnlyList<int> EmbeddedImages { get; init; }

    /// <summary>Every layout used by <see cref="State"/> or <see cref="DerivedState"/>, once.</summary>
    public required IReadOnlyList<SchemaLayout> Schemas { get; init; }

    /// <summary>Sections in digest order.</summary>
    public required IReadOnlyList<SectionLayout> State { get; init; }

    /// <summary>Sections that are in checkpoints only.</summary>
    public required IReadOnlyList<SectionLayout> DerivedState { get; init; }

    /// <summary>Memory blocks in digest order.</summary>
    public required IReadOnlyList<BlockLayout> Blocks { get; init; }

    /// <summary>Devices by the source number of an interaction.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<string> InputPorts { get; init; }

    public required IReadOnlyList<string> OutputPorts { get; init; }

    /// <summary>Lines by the address of an IRQ interaction.</summary>
    public required IReadOnlyList<string> IrqLines { get; init; }
}

/// <summary>Layout of one kind of state section.</summary>
public sealed record SchemaLayout(string Id, int Version, int Size, IReadOnlyList<FieldLayout> Fields);

/// <summary>One field of a layout; see <see cref="Machine.State.StateField"/>.</summary>
public sealed record FieldLayout(string Name, string Kind, int Offset, int Count);

/// <summary>One state section.</summary>
/// <param name="Name">Instance name, unique in its arena.</param>
/// <param name="Schema">Id of its layout.</param>
public sealed record SectionLayout(string Name, string Schema);

/// <summary>One memory block.</summary>
/// <param name="Name">Unique in the machine.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsRom">Not in checkpoints.</param>
public sealed record BlockLayout(string Name, ulong Size, bool IsRom);
