using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Versions of the i440FX board, newest to oldest. From 2.7 on virtio devices have the modern transport, which is not implemented:
/// those versions are not offered.
/// </summary>
internal static class PcVersions
{
    /// <summary>Short name of <see cref="AliasOf"/>.</summary>
    public const string Alias = "pc";

    /// <summary>What the alias stands for: traces and goldens know it as this version.</summary>
    public const string AliasOf = "pc-1.1";

    public static VersionList List { get; } =
        new([
            .. PcI440fxLater.NewestFirst,
            .. PcI440fx20.NewestFirst,
            .. PcI440fx1.NewestFirst,
            .. Pc1.NewestFirst,
            .. Pc0.NewestFirst,
        ]);

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>.</summary>
    /// <param name="config">With a version that is offered.</param>
    /// <param name="driver">Whose properties.</param>
    /// <param name="properties">Those of other drivers are left out.</param>
    public static PropertySet PropertiesOf(MachineConfig config, string driver, IEnumerable<DeviceProperty> properties)
    {
        var set = new PropertySet(driver, properties.Where(property => property.Driver == driver));
        foreach (var row in List.RowsFor(config.Machine)!)
        {
            set.Apply(row.Value);
        }

        foreach (var global in config.Globals)
        {
            if (global.Driver == driver)
            {
                set.Set(global.Name, global.Value);
            }
        }

        return set;
    }
}
