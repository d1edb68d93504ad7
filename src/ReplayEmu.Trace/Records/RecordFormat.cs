using System.Collections.Generic;

namespace ReplayEmu.Trace.Records;

/// <summary>How the records of one kind are laid out after kind and icount step.</summary>
/// <param name="Kind">Which records.</param>
/// <param name="From">The least detail at which they are recorded.</param>
/// <param name="Fields">Names in order; <c>payload</c> is a length and bytes, a sign marks a signed difference.</param>
public sealed record RecordFormat(RecordKind Kind, TraceDetail From, string Fields)
{
    private const string Interaction = "pc±, address±, [source, size], value";

    /// <summary>All kinds, in order of their numbers. FORMAT.md holds the same table.</summary>
    public static IReadOnlyList<RecordFormat> All { get; } =
    [
        new(RecordKind.Input, TraceDetail.Inputs, "port, payload"),
        new(RecordKind.Output, TraceDetail.Io, "port, payload"),
        new(RecordKind.Digest, TraceDetail.Inputs, "payload"),
        new(RecordKind.CheckpointBegin, TraceDetail.Full, "number, output hash"),
        new(RecordKind.CheckpointPart, TraceDetail.Full, "space, index, offset, payload"),
        new(RecordKind.CheckpointEnd, TraceDetail.Full, "parts"),
        new(RecordKind.Mark, TraceDetail.Inputs, "payload"),
        new(RecordKind.End, TraceDetail.Inputs, "payload"),
        new(RecordKind.PortRead, TraceDetail.Io, Interaction),
        new(RecordKind.PortWrite, TraceDetail.Io, Interaction),
        new(RecordKind.MmioRead, TraceDetail.Io, Interaction),
        new(RecordKind.MmioWrite, TraceDetail.Io, Interaction),
        new(RecordKind.ConfigRead, TraceDetail.Io, Interaction),
        new(RecordKind.ConfigWrite, TraceDetail.Io, Interaction),
        new(RecordKind.IrqRaise, TraceDetail.Io, Interaction),
        new(RecordKind.IrqLower, TraceDetail.Io, Interaction),
        new(RecordKind.DmaRead, TraceDetail.Io, Interaction),
        new(RecordKind.DmaWrite, TraceDetail.Io, Interaction),
        new(RecordKind.Hypercall, TraceDetail.Io, Interaction),
    ];

    internal static bool HasPayload(RecordKind kind) =>
        kind is not (RecordKind.CheckpointBegin or RecordKind.CheckpointEnd);
}
