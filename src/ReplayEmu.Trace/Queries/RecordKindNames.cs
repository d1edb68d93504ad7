using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Queries;

/// <summary>Names of record kinds on the command line and in reports.</summary>
public static class RecordKindNames
{
    private static readonly (RecordKind Kind, string Name)[] Names =
    [
        (RecordKind.Input, "input"),
        (RecordKind.Output, "output"),
        (RecordKind.Digest, "digest"),
        (RecordKind.CheckpointBegin, "checkpoint"),
        (RecordKind.CheckpointPart, "checkpoint-part"),
        (RecordKind.CheckpointEnd, "checkpoint-end"),
        (RecordKind.Mark, "mark"),
        (RecordKind.End, "end"),
        (RecordKind.PortRead, "port-read"),
        (RecordKind.PortWrite, "port-write"),
        (RecordKind.MmioRead, "mmio-read"),
        (RecordKind.MmioWrite, "mmio-write"),
        (RecordKind.ConfigRead, "config-read"),
        (RecordKind.ConfigWrite, "config-write"),
        (RecordKind.IrqRaise, "irq-raise"),
        (RecordKind.IrqLower, "irq-lower"),
        (RecordKind.DmaRead, "dma-read"),
        (RecordKind.DmaWrite, "dma-write"),
        (RecordKind.Hypercall, "hypercall"),
    ];

    public static string NameOf(RecordKind kind)
    {
        foreach (var (known, name) in Names)
        {
            if (known == kind)
            {
                return name;
            }
        }

        return "unknown";
    }

    /// <summary>The kinds that a name stands for: <c>port-read</c>, or all of a family, <c>port</c>.</summary>
    /// <exception cref="ConfigurationException">Unknown; the nearest known name is told.</exception>
    public static IReadOnlyList<RecordKind> Parse(string text)
    {
        var kinds = new List<RecordKind>();
        foreach (var (kind, name) in Names)
        {
            if (name == text || name.StartsWith(text + "-", StringComparison.Ordinal))
            {
                kinds.Add(kind);
            }
        }

        return kinds.Count > 0
            ? kinds
            : throw new ConfigurationException(
                $"no kind of event is named '{text}'{NearestName.Hint(text, Names.Select(pair => pair.Name))}"
            );
    }
}
