using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Golden.Snapshots;

namespace ReplayEmu.Golden.Review;

/// <summary>One fact that two texts of a golden state differently.</summary>
/// <param name="Name">For example <c>00:10.0.class</c>.</param>
/// <param name="Old">Value in the verified text; null when it has no such fact.</param>
/// <param name="New">Value in the received text; null when it has no such fact.</param>
public sealed record FactChange(string Name, string? Old, string? New)
{
    /// <summary>The facts that differ, by name in ordinal order.</summary>
    public static IReadOnlyList<FactChange> Between(string verified, string received)
    {
        var old = NamedFacts.Parse(verified);
        var present = NamedFacts.Parse(received);
        return
        [
            .. old
                .Names.Union(present.Names, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => new FactChange(name, old.Find(name), present.Find(name)))
                .Where(change => change.Old != change.New),
        ];
    }
}
