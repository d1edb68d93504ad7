using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Serialization;
using ReplayEmu.Replay.Timeline.Walks;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu walk --json</c></summary>
/// <param name="Places">Compared with the forward run.</param>
/// <param name="Kinds">Host times.</param>
/// <param name="Failures">Empty when all was the same.</param>
internal sealed record WalkReport(int Places, IReadOnlyList<WalkTimes> Kinds, IReadOnlyList<string> Failures)
{
    public static WalkReport Of(IReadOnlyList<WalkStep> steps, IReadOnlyList<string> failures) =>
        new(
            steps.Count,
            [.. steps.GroupBy(static step => step.Kind).OrderBy(static kind => kind.Key).Select(WalkTimes.Of)],
            failures
        );
}

/// <summary>How long one kind of walking took, in seconds.</summary>
internal sealed record WalkTimes(string Kind, int Times, double Median, double Percentile95, double Longest)
{
    public static WalkTimes Of(IGrouping<WalkKind, WalkStep> steps)
    {
        double[] sorted = [.. steps.Select(static step => step.Took.TotalSeconds).Order()];
        return new WalkTimes(Name(steps.Key), sorted.Length, At(sorted, 50), At(sorted, 95), sorted[^1]);
    }

    public IReadOnlyList<string> Cells() =>
        [Kind, Times.ToString(CultureInfo.InvariantCulture), Seconds(Median), Seconds(Percentile95), Seconds(Longest)];

    private static string Name(WalkKind kind) =>
        kind switch
        {
            WalkKind.Seek => "seek",
            WalkKind.StepBack => "reverse-stepi",
            WalkKind.BackToBreakpoint => "reverse-continue to a breakpoint",
            WalkKind.BackToWatch => "reverse-continue to a write",
            WalkKind.Pause => "pause",
            WalkKind.SaveRestore => "another machine takes over",
            _ => "to the end",
        };

    /// <summary>The least value that so many per cent do not exceed.</summary>
    private static double At(double[] sorted, int percent) =>
        sorted[Math.Max(0, (((sorted.Length * percent) + 99) / 100) - 1)];

    private static string Seconds(double value) => value.ToString("f3", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(WalkReport))]
internal sealed partial class WalkJson : JsonSerializerContext;
