using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu snapshot --json</c></summary>
/// <param name="Machine">Machine type.</param>
/// <param name="Problem">Null, or why the snapshot must not be trusted.</param>
/// <param name="Message">One line about the problem.</param>
/// <param name="Sections">Facts by section, a line each.</param>
internal sealed record SnapshotReport(
    string Machine,
    string? Problem,
    string Message,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Sections
);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(SnapshotReport))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
