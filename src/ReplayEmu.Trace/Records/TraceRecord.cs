using System;

namespace ReplayEmu.Trace.Records;

/// <summary>One decoded record. Which members mean something depends on the kind; FORMAT.md has the table.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Icount">Ticks since power-on.</param>
/// <param name="Pc">Interactions: linear address of the instruction.</param>
/// <param name="Source">Interactions: index into the header's sources. Inputs and outputs: the port. Checkpoint parts: the space.</param>
/// <param name="Address">Interactions: address. Checkpoint parts: offset in the section or block.</param>
/// <param name="Size">Interactions: bytes. Checkpoint parts: index of the section or block.</param>
/// <param name="Value">Interactions: the value. Checkpoint begin: its number. Checkpoint end: the number of parts.</param>
/// <param name="Payload">Bytes of an input, output, mark, digest, end or part; valid until the chunk is read over.</param>
public readonly record struct TraceRecord(
    RecordKind Kind,
    ulong Icount,
    ulong Pc,
    ushort Source,
    ulong Address,
    uint Size,
    ulong Value,
    ReadOnlyMemory<byte> Payload
);
