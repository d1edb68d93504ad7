using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu guests --json</c></summary>
internal sealed record GuestsReport(IReadOnlyList<GuestReport> BuiltIn, IReadOnlyList<GuestReport> Fetched);

/// <summary>One guest.</summary>
/// <param name="Bios">What to give to <c>-bios</c>.</param>
/// <param name="Description">One line.</param>
internal sealed record GuestReport(string Bios, string Description);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(GuestsReport))]
internal sealed partial class GuestsJson : JsonSerializerContext;
