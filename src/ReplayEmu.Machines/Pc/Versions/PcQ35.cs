using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Pc.Q35;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// pc-q35-1.4 to 11.1: the rows of the i440FX board from 1.4 on, which QEMU gives to both, and those of the parts that only this
/// board has. 2.4 to 7.2 are compared with QEMU 7.2; 1.4 to 2.3 were last in QEMU 2.5, and follow the same tables here.
/// </summary>
internal static class PcQ35
{
    private const string I440fx = "pc-i440fx-";
    private const string Q35 = "pc-q35-";

    private static readonly (string Version, VersionRow Row)[] own =
    [
        (
            "pc-q35-10.1",
            new(
                Q35Properties.ExtendedTsegMegabytes.Was(16),
                "pc-q35-10.2",
                "fa413638792",
                "q35: increase default tseg size"
            )
        ),
        (
            "pc-q35-7.2",
            new(
                Ich9Properties.NoReboot.Was(true),
                "pc-q35-8.0",
                "a6b6414f0cf",
                "hw/isa: enable TCO watchdog reboot pin strap by default"
            )
        ),
        (
            "pc-q35-5.2",
            new(
                Ich9Properties.HotUnplug.Was(false),
                "pc-q35-6.0",
                "7ed3e1ebcbe",
                "x86: ich9: let firmware negotiate 'CPU hot-unplug with SMI' feature"
            )
        ),
        (
            "pc-q35-5.1",
            new(
                Ich9Properties.HotPlug.Was(false),
                "pc-q35-5.2",
                "00dc02d284e",
                "x86: lpc9: let firmware negotiate 'CPU hotplug with SMI' features"
            )
        ),
        (
            "pc-q35-4.2",
            new(
                Q35Properties.SmbaseRam.Was(false),
                "pc-q35-5.0",
                "f404220e279",
                "q35: implement 128K SMRAM at default SMBASE address"
            )
        ),
        (
            "pc-q35-2.11",
            new(PcProperties.Q35Network.Was("e1000"), "pc-q35-2.12", "", "q35: e1000e is the default network card")
        ),
        (
            "pc-q35-2.9",
            new(
                Q35Properties.ExtendedTsegMegabytes.Was(0),
                "pc-q35-2.10",
                "2f295167e0c",
                "q35/mch: implement extended TSEG sizes"
            )
        ),
        (
            "pc-q35-2.8",
            new(
                Ich9Properties.Broadcast.Was(false),
                "pc-q35-2.9",
                "b8bab8eb693",
                "hw/isa/lpc_ich9: negotiate SMI broadcast on pc-q35-2.9+ machine types"
            )
        ),
        (
            "pc-q35-1.7",
            new(HpetProperties.Routes.Was(4), "pc-q35-2.0", "", "q35: the HPET's timers reach requests 16 to 23 too")
        ),
    ];

    public static IReadOnlyList<MachineVersion> NewestFirst { get; } =
    [
        .. PcI440fx8.NewestFirst.SelectMany(OfQ35),
        .. PcI440fx5.NewestFirst.SelectMany(OfQ35),
        .. PcI440fx3.NewestFirst.SelectMany(OfQ35),
        .. PcI440fx25.NewestFirst.SelectMany(OfQ35),
        .. PcI440fx20.NewestFirst.SelectMany(OfQ35),
        .. PcI440fx1.NewestFirst.SelectMany(OfQ35),
    ];

    /// <summary>
    /// The version, or two: 4.0.1 has what 4.0 has, and differs from it only in how KVM is used.
    /// </summary>
    private static IEnumerable<MachineVersion> OfQ35(MachineVersion i440fx)
    {
        var number = i440fx.Name[I440fx.Length..];
        var name = Q35 + number;
        VersionRow[] rows =
        [
            .. i440fx.Was.Select(row => row with { Since = row.Since.Replace(I440fx, Q35, StringComparison.Ordinal) }),
            .. own.Where(item => item.Version == name).Select(item => item.Row),
        ];
        var described = i440fx with
        {
            Description = i440fx.Description.Replace("i440FX + PIIX3", "Q35 + ICH9", StringComparison.Ordinal),
        };
        return number == "4.0"
            ? [described with { Name = Q35 + "4.0.1", Was = rows }, described with { Name = name, Was = [] }]
            : [described with { Name = name, Was = rows }];
    }
}
