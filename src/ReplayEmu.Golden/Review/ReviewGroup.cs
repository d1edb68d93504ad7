using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Golden.Review;

/// <summary>Findings that are one decision: the same facts changed from the same values to the same values.</summary>
/// <param name="Findings">At least one.</param>
/// <param name="Changes">What changed; empty for a finding that is not a comparison of two texts.</param>
public sealed record ReviewGroup(IReadOnlyList<GoldenResult> Findings, IReadOnlyList<FactChange> Changes)
{
    /// <summary>Groups findings in the order of their first members.</summary>
    /// <param name="findings">What a check found.</param>
    /// <param name="changes">The facts that changed in a finding's golden.</param>
    public static IReadOnlyList<ReviewGroup> Of(
        IEnumerable<GoldenResult> findings,
        System.Func<GoldenResult, IReadOnlyList<FactChange>> changes
    ) =>
        [
            .. findings
                .Select(finding => (Finding: finding, Changes: changes(finding)))
                .GroupBy(item =>
                    item.Changes.Count > 0
                        ? string.Join('\n', item.Changes)
                        : $"{item.Finding.Outcome} {item.Finding.Name}"
                )
                .Select(group => new ReviewGroup([.. group.Select(item => item.Finding)], group.First().Changes)),
        ];
}
