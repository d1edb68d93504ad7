using System;
using System.Collections.Generic;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Queries;

/// <summary>Which records are wanted; what is empty or null does not restrict.</summary>
public sealed record TraceEventFilter
{
    /// <summary>
    /// Parts of device names, in any case. <c>pci</c> also means every configuration access, and <c>00:10.0</c> those of a function.
    /// </summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    public IReadOnlyList<RecordKind> Kinds { get; init; } = [];

    /// <summary>Lowest address of an interaction, as recorded; configuration accesses by register.</summary>
    public ulong? FirstAddress { get; init; }

    /// <summary>Highest address, inclusive.</summary>
    public ulong? LastAddress { get; init; }

    /// <summary>First tick.</summary>
    public ulong FirstIcount { get; init; }

    /// <summary>Last tick, inclusive.</summary>
    public ulong LastIcount { get; init; } = ulong.MaxValue;

    internal bool Wants(TraceHeader header, in TraceRecord record) =>
        record.Icount >= FirstIcount
        && record.Icount <= LastIcount
        && (Kinds.Count == 0 ? record.Kind != RecordKind.CheckpointPart : Contains(record.Kind))
        && WantsAddress(record)
        && WantsDevice(header, record);

    private bool Contains(RecordKind kind)
    {
        foreach (var wanted in Kinds)
        {
            if (wanted == kind)
            {
                return true;
            }
        }

        return false;
    }

    private bool WantsAddress(in TraceRecord record)
    {
        if (FirstAddress is null && LastAddress is null)
        {
            return true;
        }

        var address = TraceEvent.IsConfig(record.Kind) ? record.Address & 0xff : record.Address;
        return record.Kind.IsInteraction()
            && address >= (FirstAddress ?? 0)
            && address <= (LastAddress ?? ulong.MaxValue);
    }

    private bool WantsDevice(TraceHeader header, in TraceRecord record)
    {
        if (Devices.Count == 0)
        {
            return true;
        }

        var name = RecordNames.Of(header, record);
        foreach (var wanted in Devices)
        {
            if (
                name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || (
                    TraceEvent.IsConfig(record.Kind)
                    && (wanted == "pci" || wanted == TraceEvent.Function(record.Address))
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
