using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Golden;

/// <summary>All findings of one check or approve, in the order they were made.</summary>
public sealed record GoldenReport(IReadOnlyList<GoldenResult> Results)
{
    public bool Passed => Results.All(result => !result.IsFailure);

    public int Failures => Results.Count(result => result.IsFailure);

    public int Matches => Results.Count(result => result.Outcome == GoldenOutcome.Match);
}
