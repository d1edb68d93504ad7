using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Pseries.Versions;

/// <summary>
/// Versions of the board, newest to oldest. What versions change of virtio devices is the same on every board, so those rows are taken
/// from the PC's versions of the same releases.
/// </summary>
internal static class PseriesVersions
{
    private const string Prefix = "pseries-";
    private const string NumberedPc = "pc-i440fx-";
    private const string OldPc = "pc-";
    private const string Fixed = "pseries-1.1";
    private const string BeforeFix = "pseries-1.1-dev";
    private const string BeforeTypes = "pseries-1.0";

    public static VersionList List { get; } = new([.. All()]);

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>.</summary>
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

    /// <summary>Layout of a configuration's version.</summary>
    public static PropertySet BoardOf(MachineConfig config) =>
        PropertiesOf(config, PseriesProperties.Driver, PseriesProperties.All);

    private static IEnumerable<MachineVersion> All()
    {
        foreach (var pc in PcVersions.I440fx.NewestFirst)
        {
            var number = NumberOf(pc.Name);
            if (number is "0.15")
            {
                break;
            }

            var shared = pc.Was.Where(row => PseriesDevices.IsShared(row.Value.Property)).Select(Renamed).ToList();
            if (number is not "1.0")
            {
                yield return new MachineVersion(Prefix + number, Describe(number), [.. Own(number), .. shared])
                {
                    IsOffered = number == "1.1" || IsOffered(number),
                };
                continue;
            }

            // The two changes between 1.0 and 1.1, one after the other.
            var classCode = shared.Where(row => row.Value.Property == VirtioBalloonProperties.ClassCode).ToList();
            yield return new MachineVersion(
                BeforeFix,
                "IBM pSeries of April 2012, before the class code of the balloon changed",
                [.. classCode.Select(row => row with { Since = Fixed })]
            );
            yield return new MachineVersion(
                BeforeTypes,
                Describe(number),
                [
                    new VersionRow(
                        PseriesProperties.DeviceTypeFromClass.Was(false),
                        BeforeFix,
                        "",
                        "SLOF of February 2012 makes the nodes of PCI functions, with device_type after the class code"
                    ),
                    .. shared.Except(classCode),
                ]
            );
        }
    }

    private static IEnumerable<VersionRow> Own(string number) =>
        number switch
        {
            "6.1" =>
            [
                Row(PseriesProperties.AffinityForm2.Was(false), "6.2", "form 2 of affinity, when the guest knows it"),
            ],
            "5.0" =>
            [
                Row(PseriesProperties.ThreeAffinityPoints.Was(false), "5.1", "affinity with a third reference point"),
            ],
            "4.1" =>
            [
                Row(PseriesProperties.ProbeOnly.Was(false), "4.2", "pseries-4.1 has no linux,pci-probe-only"),
                Row(
                    PseriesProperties.InterruptServers.Was(8),
                    "4.2",
                    "numbers of processors follow cores, not threads"
                ),
            ],
            "3.1" =>
            [
                Row(PseriesProperties.DefaultCpu.Was(PowerModel.Power8.Name), "4.0", "POWER9 is the default"),
                Row(PseriesProperties.LargeDecrementer.Was(false), "4.0", "the large decrementer is the default"),
            ],
            "3.0" =>
            [
                Row(
                    PseriesProperties.InterruptNumbers.Was(PseriesProperties.Packed),
                    "3.1",
                    "every kind of source has a range of numbers"
                ),
            ],
            "2.12" =>
            [
                Row(
                    PseriesProperties.LargestHashedPage.Was(PseriesProperties.Pages16G),
                    "3.0",
                    "hashed pages of at most 64 KiB are the default"
                ),
            ],
            "2.7" =>
            [
                Row(PseriesProperties.DefaultCpu.Was(PowerModel.Power7.Name), "2.8", "POWER8 is the default"),
                Row(
                    PseriesProperties.InterruptNumbers.Was(PseriesProperties.PackedWithoutHotplug),
                    "2.8",
                    "hot plug events have an interrupt of their own"
                ),
                Row(
                    PseriesProperties.Windows.Was(PseriesProperties.Windows27),
                    "2.8",
                    "the windows of the host bridge are larger and elsewhere"
                ),
            ],
            "2.2" =>
            [
                Row(
                    PseriesProperties.Windows.Was(PseriesProperties.Windows22),
                    "2.3",
                    "the memory window of the host bridge is larger"
                ),
            ],
            "1.1" =>
            [
                Row(
                    PseriesProperties.DeviceTypeFromClass.Was(true),
                    "2.3",
                    "SLOF of March 2015 gives PCI nodes no device_type after the class code (9b82c85)"
                ),
                Row(
                    PseriesProperties.DefaultCpu.Was(PowerModel.Power8.Name),
                    "2.1",
                    "the versions of 2012 are for the story of 2012 with a kernel of today, which needs POWER8"
                ),
            ],
            _ => [],
        };

    private static VersionRow Row(PropertyRow value, string since, string reason) =>
        new(value, Prefix + since, "", reason);

    private static VersionRow Renamed(VersionRow row) => row with { Since = Prefix + NumberOf(row.Since) };

    private static string NumberOf(string pc) =>
        pc.StartsWith(NumberedPc, System.StringComparison.Ordinal) ? pc[NumberedPc.Length..] : pc[OldPc.Length..];

    /// <summary>From 2.1 on; those between 1.1 and 2.1 only carry rows.</summary>
    private static bool IsOffered(string number) =>
        !number.StartsWith("1.", System.StringComparison.Ordinal) && number != "2.0";

    private static string Describe(string number) =>
        $"IBM pSeries as QEMU {number} has it, without hot plug and events";
}
