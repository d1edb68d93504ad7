using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Versions of the i440FX board, newest to oldest. Those that only carry rows yet are not offered.
/// </summary>
internal static class PcVersions
{
    /// <summary>Short name of <see cref="AliasOf"/>.</summary>
    public const string Alias = "pc";

    /// <summary>What the alias stands for: traces and goldens know it as this version.</summary>
    public const string AliasOf = "pc-1.1";

    public static VersionList List { get; } =
        new([
            .. PcI440fx8.NewestFirst,
            .. PcI440fx5.NewestFirst,
            .. PcI440fx3.NewestFirst,
            .. PcI440fx25.NewestFirst,
            .. PcI440fx20.NewestFirst,
            .. PcI440fx1.NewestFirst,
            .. Pc1.NewestFirst,
            .. Pc0.NewestFirst,
        ]);

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>.</summary>
    /// <param name="config">With a version that is offered.</param>
    /// <param name="driver">Whose properties.</param>
    /// <param name="properties">Its own and those of its base types.</param>
    public static PropertySet PropertiesOf(MachineConfig config, string driver, IEnumerable<DeviceProperty> properties)
    {
        var set = new PropertySet(driver, properties);
        foreach (var row in List.RowsFor(config.Machine)!)
        {
            set.Apply(row.Value);
        }

        foreach (var global in config.Globals)
        {
            set.Apply(global);
        }

        return set;
    }

    /// <summary>A version of the i440FX board from 2.5 on.</summary>
    internal static MachineVersion Numbered(string number, IReadOnlyList<VersionRow> was) =>
        new(
            $"pc-i440fx-{number}",
            $"Standard PC (i440FX + PIIX3) as in QEMU {number}, without its ACPI and SMBIOS tables",
            was
        );
}
