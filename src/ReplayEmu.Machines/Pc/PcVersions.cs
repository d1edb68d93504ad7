using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// Versions of the i440FX board and of the Q35 board, newest to oldest. Those that only carry rows yet are not offered.
/// </summary>
internal static class PcVersions
{
    private const string Q35Prefix = "pc-q35-";

    public static VersionList I440fx { get; } =
        new([
            .. new[]
            {
                PcI440fx8.NewestFirst,
                PcI440fx5.NewestFirst,
                PcI440fx3.NewestFirst,
                PcI440fx25.NewestFirst,
                PcI440fx20.NewestFirst,
                PcI440fx1.NewestFirst,
                Pc1.NewestFirst,
                Pc0.NewestFirst,
            }
                .SelectMany(versions => versions)
                .Select(PcDriveRevisions.Add),
        ]);

    public static VersionList Q35 { get; } = new([.. PcQ35.NewestFirst.Select(PcDriveRevisions.Add)]);

    public static bool IsQ35(string machine) => machine.StartsWith(Q35Prefix, System.StringComparison.Ordinal);

    /// <summary>The versions of the board that a machine type is a version of.</summary>
    public static VersionList ListOf(string machine) => IsQ35(machine) ? Q35 : I440fx;

    /// <summary>
    /// The short name of a version: traces and goldens know <c>pc</c> as pc-1.1; <c>q35</c> is the newest that was compared with QEMU.
    /// </summary>
    public static string? AliasOf(string machine) =>
        machine switch
        {
            "pc-1.1" => "pc",
            "pc-q35-7.2" => "q35",
            _ => null,
        };

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>.</summary>
    /// <param name="config">With a version that is offered.</param>
    /// <param name="driver">Whose properties.</param>
    /// <param name="properties">Its own and those of its base types.</param>
    public static PropertySet PropertiesOf(MachineConfig config, string driver, IEnumerable<DeviceProperty> properties)
    {
        var set = new PropertySet(driver, properties);
        foreach (var row in ListOf(config.Machine).RowsFor(config.Machine)!)
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
