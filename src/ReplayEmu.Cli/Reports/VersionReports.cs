using System.Collections.Generic;
using System.Text.Json.Serialization;
using ReplayEmu.Golden.Snapshots;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu diff --json</c></summary>
internal sealed record DiffReport(string First, string Second, IReadOnlyList<VersionDifference> Differences);

/// <summary><c>replayemu blame --json</c></summary>
internal sealed record BlameReport(
    string Machine,
    string Fact,
    string? Function,
    string Value,
    IReadOnlyList<BlamedRow> Rows
);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(DiffReport))]
[JsonSerializable(typeof(BlameReport))]
internal sealed partial class VersionJson : JsonSerializerContext;
