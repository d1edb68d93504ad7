using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What a guest sees differently on another version of its machine.</summary>
/// <param name="Fact">For example <c>00:10.0.class</c>.</param>
/// <param name="Function">Address and driver of the PCI function that it is about, or null.</param>
/// <param name="Old">Value on the first machine; null when there is none.</param>
/// <param name="New">Value on the second machine; null when there is none.</param>
/// <param name="Version">First version with the newer of the two values.</param>
public sealed record VersionDifference(string Fact, string? Function, string? Old, string? New, string Version);

/// <summary>Finds what differs between two versions, and where between them it changed.</summary>
public static class VersionDifferences
{
    /// <param name="catalogue">Whose types are in the order newest to oldest.</param>
    /// <param name="snapshots">Makes the machines.</param>
    /// <param name="first">The first machine, resolved.</param>
    /// <param name="second">Type of the second.</param>
    public static IReadOnlyList<VersionDifference> Find(
        IMachineCatalogue catalogue,
        MachineSnapshot snapshots,
        MachineConfig first,
        string second
    )
    {
        var names = catalogue.Types.Select(type => type.Name).Reverse().ToList();
        var from = names.IndexOf(first.Machine);
        var to = names.IndexOf(second);
        var range = names.GetRange(Math.Min(from, to), Math.Abs(to - from) + 1);
        var versions = range
            .Select(name => (Name: name, Facts: snapshots.Facts(first with { Machine = name })))
            .ToList();
        var oldest = versions[0].Facts;
        var newest = versions[^1].Facts;
        List<VersionDifference> differences = [];
        foreach (var fact in oldest.Names.Union(newest.Names).Order(StringComparer.Ordinal))
        {
            var before = oldest.Find(fact);
            var after = newest.Find(fact);
            if (before != after)
            {
                var index = versions.FindLastIndex(version => version.Facts.Find(fact) != after) + 1;
                var function = newest.FunctionOf(fact) ?? oldest.FunctionOf(fact);
                differences.Add(
                    from <= to
                        ? new VersionDifference(fact, function, before, after, versions[index].Name)
                        : new VersionDifference(fact, function, after, before, versions[index].Name)
                );
            }
        }

        return differences;
    }
}
