using System.Collections.Generic;
using System.Text.Json.Serialization;
using ReplayEmu.Golden;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu check --json</c> and <c>approve --json</c></summary>
internal sealed record CheckReport(bool Passed, int Matches, int Failures, IReadOnlyList<FindingReport> Findings)
{
    public static CheckReport Of(GoldenReport report)
    {
        List<FindingReport> findings = [];
        foreach (var result in report.Results)
        {
            findings.Add(
                new FindingReport(
                    result.Name,
                    result.Outcome.ToString(),
                    result.Message,
                    result.Path,
                    result.Line,
                    result.Diff
                )
            );
        }

        return new CheckReport(report.Passed, report.Matches, report.Failures, findings);
    }
}

/// <summary>One finding; the kinds are the names of <see cref="GoldenOutcome"/>.</summary>
internal sealed record FindingReport(string Name, string Kind, string Message, string Path, int Line, string Diff);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase
)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
