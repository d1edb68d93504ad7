using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines;

/// <summary>The versions of one board.</summary>
/// <param name="newestFirst">All of them, newest to oldest.</param>
internal sealed class VersionList(IReadOnlyList<MachineVersion> newestFirst)
{
    public IReadOnlyList<MachineVersion> NewestFirst { get; } = newestFirst;

    public IEnumerable<MachineVersion> Offered => NewestFirst.Where(version => version.IsOffered);

    /// <summary>The rows that apply to a version, in the order they are applied; null when no such version is offered.</summary>
    public IReadOnlyList<VersionRow>? RowsFor(string name)
    {
        List<VersionRow> rows = [];
        foreach (var version in NewestFirst)
        {
            rows.AddRange(version.Was);
            if (version.Name == name)
            {
                return version.IsOffered ? rows : null;
            }
        }

        return null;
    }

    /// <summary>The rows of a version as changes: what each property was, and what it became.</summary>
    public IReadOnlyList<VersionChange>? ChangesSince(string name)
    {
        if (RowsFor(name) is not { } rows)
        {
            return null;
        }

        var present = new Dictionary<DeviceProperty, object>();
        List<VersionChange> changes = [];
        foreach (var row in rows)
        {
            var property = row.Value.Property;
            var became = present.GetValueOrDefault(property) ?? property.DefaultValue;
            changes.Add(
                new VersionChange(
                    property.Driver,
                    property.Name,
                    property.Format(row.Value.Value),
                    property.Format(became),
                    UpTo(row),
                    row.Since,
                    row.Blame
                )
            );
            present[property] = row.Value.Value;
        }

        return changes;
    }

    private string UpTo(VersionRow row) => NewestFirst.First(version => version.Was.Contains(row)).Name;
}
