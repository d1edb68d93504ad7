using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>A version row that makes a fact what it is.</summary>
/// <param name="Change">The row.</param>
/// <param name="Without">Value of the fact without the row; null when the fact is not there then.</param>
public sealed record BlamedRow(VersionChange Change, string? Without);

/// <summary>Finds the rows behind a fact by experiment: each row is taken back, and the machine is looked at again.</summary>
public static class VersionBlame
{
    /// <param name="catalogue">Gives the rows.</param>
    /// <param name="snapshots">Makes the machines.</param>
    /// <param name="config">The machine, resolved.</param>
    /// <param name="fact">For example <c>00:10.0.class</c>.</param>
    public static IReadOnlyList<BlamedRow> Find(
        IMachineCatalogue catalogue,
        MachineSnapshot snapshots,
        MachineConfig config,
        string fact
    )
    {
        var present = snapshots.Facts(config).Find(fact);
        // The oldest row of a property is the one in force.
        var rows = catalogue
            .ChangesOf(config.Machine)
            .GroupBy(change => (change.Driver, change.Property))
            .Select(changes => changes.Last());
        List<BlamedRow> blamed = [];
        foreach (var row in rows)
        {
            var undo = new GlobalProperty(row.Driver, row.Property, row.Became);
            // Before the user's own, which beat a row.
            var without = snapshots.Facts(config with { Globals = [undo, .. config.Globals] }).Find(fact);
            if (without != present)
            {
                blamed.Add(new BlamedRow(row, without));
            }
        }

        return blamed;
    }
}
