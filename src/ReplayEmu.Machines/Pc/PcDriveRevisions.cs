using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Scsi;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// QEMU gives one version text (<c>hw_version</c>) to the processor's name and to its drives: where a version has a row for the one, it has
/// rows for the others.
/// </summary>
internal static class PcDriveRevisions
{
    private const int ScsiLength = 4;

    public static MachineVersion Add(MachineVersion version) =>
        version with
        {
            Was = [.. version.Was, .. version.Was.Where(IsModelName).SelectMany(Rows)],
        };

    private static bool IsModelName(VersionRow row) => row.Value.Property == PcCpuProperties.ModelId;

    private static IEnumerable<VersionRow> Rows(VersionRow row)
    {
        var name = (string)row.Value.Value;
        var number = name[(name.LastIndexOf(' ') + 1)..];
        const string Reason = "drives have the version that the processor's name has";
        yield return row with
        {
            Value = AtaProperties.Version.Was(number),
            Reason = Reason,
        };
        yield return row with
        {
            Value = ScsiDiskProperties.Version.Was(number[..Math.Min(number.Length, ScsiLength)]),
            Reason = Reason,
        };
    }
}
