using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Events;

/// <summary>What kinds of records are called on the command line.</summary>
internal static class EventNames
{
    private static readonly SortedDictionary<string, RecordKind> kinds = new(StringComparer.Ordinal)
    {
        ["input"] = RecordKind.Input,
        ["output"] = RecordKind.Output,
        ["digest"] = RecordKind.Digest,
        ["checkpoint"] = RecordKind.CheckpointBegin,
        ["mark"] = RecordKind.Mark,
        ["end"] = RecordKind.End,
        ["port-read"] = RecordKind.PortRead,
        ["port-write"] = RecordKind.PortWrite,
        ["mmio-read"] = RecordKind.MmioRead,
        ["mmio-write"] = RecordKind.MmioWrite,
        ["config-read"] = RecordKind.ConfigRead,
        ["config-write"] = RecordKind.ConfigWrite,
        ["irq-raise"] = RecordKind.IrqRaise,
        ["irq-lower"] = RecordKind.IrqLower,
        ["dma-read"] = RecordKind.DmaRead,
        ["dma-write"] = RecordKind.DmaWrite,
        ["hypercall"] = RecordKind.Hypercall,
    };

    public static string Of(RecordKind kind) => kinds.FirstOrDefault(pair => pair.Value == kind).Key ?? "part";

    /// <exception cref="ConfigurationException">Unknown kind.</exception>
    public static RecordKind Parse(string name) =>
        kinds.TryGetValue(name, out var kind)
            ? kind
            : throw new ConfigurationException(
                $"--kind '{name}' is not known{NearestName.Hint(name, kinds.Keys)} (known: {string.Join(", ", kinds.Keys)})"
            );
}
