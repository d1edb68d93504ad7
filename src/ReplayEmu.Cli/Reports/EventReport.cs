using System;
using System.Text.Json.Serialization;
using ReplayEmu.Cli.Events;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Reports;

/// <summary>One line of <c>replayemu events --json</c>. Numbers that can be above 2^53 are hexadecimal text.</summary>
internal sealed record EventReport
{
    public required ulong Icount { get; init; }

    public required string Kind { get; init; }

    public string? Pc { get; init; }

    /// <summary>Device by name.</summary>
    public string? Device { get; init; }

    /// <summary>PCI function, interrupt line or gate port.</summary>
    public string? Where { get; init; }

    public string? Address { get; init; }

    public uint? Size { get; init; }

    public string? Value { get; init; }

    public string? Meaning { get; init; }

    /// <summary>Bytes of an input, output or mark as hexadecimal digits.</summary>
    public string? Bytes { get; init; }

    public static EventReport Of(EventText text, in TraceRecord record)
    {
        var isInteraction = record.Kind.IsInteraction();
        var hasBytes = record.Kind is RecordKind.Input or RecordKind.Output or RecordKind.Mark;
        var meaning = EventText.Meaning(record);
        return new EventReport
        {
            Icount = record.Icount,
            Kind = EventNames.Of(record.Kind),
            Pc = isInteraction ? Hex(record.Pc) : null,
            Device = isInteraction ? text.Device(record) : null,
            Where = text.Where(record) is { Length: > 0 } where ? where : null,
            Address = isInteraction ? Hex(record.Address) : null,
            Size = isInteraction ? record.Size : null,
            Value = isInteraction ? EventText.Value(record) : null,
            Meaning = meaning.Length > 0 ? meaning : null,
            Bytes = hasBytes ? Convert.ToHexStringLower(record.Payload.Span) : null,
        };
    }

    private static string Hex(ulong value) =>
        "0x" + value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(EventReport))]
internal sealed partial class EventJson : JsonSerializerContext;
