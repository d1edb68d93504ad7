using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Serialization;
using ReplayEmu.Replay.Divergences;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu bisect --json</c></summary>
internal sealed record BisectReport
{
    public required bool Same { get; init; }

    /// <summary>Up to here the state is the same.</summary>
    public ulong? Icount { get; init; }

    public string? Pc { get; init; }

    public IReadOnlyList<FactDifference>? Differences { get; init; }

    public IReadOnlyList<FactDifference>? AtPowerOn { get; init; }

    public static BisectReport Of(FirstDifference? found) =>
        new()
        {
            Same = found is null,
            Icount = found?.Icount,
            Pc = found is null ? null : "0x" + found.Pc.ToString("x", CultureInfo.InvariantCulture),
            Differences = found?.Differences,
            AtPowerOn = found?.AtPowerOn,
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(BisectReport))]
internal sealed partial class BisectJson : JsonSerializerContext;
