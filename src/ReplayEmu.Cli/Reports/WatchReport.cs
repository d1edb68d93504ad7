using System;
using System.Text.Json.Serialization;
using ReplayEmu.Machine;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Cli.Reports;

/// <summary>One line of <c>who-wrote --json</c>.</summary>
internal sealed record WatchReport
{
    public required ulong Icount { get; init; }

    public required string Pc { get; init; }

    public required string Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Watched bytes before, as hexadecimal digits.</summary>
    public string? Before { get; init; }

    /// <summary>Watched bytes after.</summary>
    public string? After { get; init; }

    public static WatchReport Of(VirtualMachine machine, WatchEvent found) =>
        new()
        {
            Icount = found.Icount,
            Pc = "0x" + found.Pc.ToString("x", System.Globalization.CultureInfo.InvariantCulture),
            Kind =
                found.Before.Length == 0 && found.Interaction is { } access ? WatchEventText.Name(access.Kind)
                : found.IsWrite ? "write"
                : "read",
            Text = WatchEventText.Of(machine, found),
            Before = found.Before.Length > 0 ? Convert.ToHexStringLower(found.Before) : null,
            After = found.After.Length > 0 ? Convert.ToHexStringLower(found.After) : null,
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WatchReport))]
internal sealed partial class WatchJson : JsonSerializerContext;
