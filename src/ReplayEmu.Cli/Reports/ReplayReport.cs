using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Serialization;
using ReplayEmu.Replay.Replaying;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu replay --json</c></summary>
internal sealed record ReplayReport
{
    /// <summary><c>same</c>, <c>sameUntilCutOff</c>, <c>diverged</c> or <c>interrupted</c>.</summary>
    public required string Outcome { get; init; }

    public required ulong Icount { get; init; }

    public required ulong Inputs { get; init; }

    public required ulong Outputs { get; init; }

    public required ulong Interactions { get; init; }

    public required ulong Digests { get; init; }

    public DivergenceReport? Divergence { get; init; }

    /// <summary>How the recording ended, for example <c>GuestExit</c>.</summary>
    public string? Reason { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>Hash over the whole state at the end, hexadecimal.</summary>
    public string? Digest { get; init; }

    public string? Ending { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static ReplayReport Of(ReplayResult result)
    {
        var outcome = result.Outcome.ToString();
        return new ReplayReport
        {
            Outcome = char.ToLowerInvariant(outcome[0]) + outcome[1..],
            Icount = result.Icount,
            Inputs = result.Counts.Inputs,
            Outputs = result.Counts.Outputs,
            Interactions = result.Counts.Interactions,
            Digests = result.Counts.Digests,
            Divergence = result.Divergence is { } difference ? DivergenceReport.Of(difference) : null,
            Reason = result.End?.Reason.ToString(),
            ExitCode = result.End?.ExitCode,
            Digest = result.End?.Digest.Total.ToString("x16", CultureInfo.InvariantCulture),
            Ending = result.Ending?.Text,
            Notes = result.Notes,
        };
    }

    public static string Compared(ReplayCounts counts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Interactions} interactions, {counts.Outputs} outputs and {counts.Digests} digests compared"
        );
}

/// <summary>The first difference.</summary>
internal sealed record DivergenceReport(
    string Kind,
    ulong Icount,
    string Pc,
    string Where,
    string Field,
    string Recorded,
    string Replayed
)
{
    public static DivergenceReport Of(Divergence divergence) =>
        new(
            divergence.Kind.ToString().ToLowerInvariant(),
            divergence.Icount,
            string.Create(CultureInfo.InvariantCulture, $"0x{divergence.Pc:x}"),
            DivergenceText.Where(divergence),
            divergence.Field,
            divergence.Recorded,
            divergence.Replayed
        );
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;
