using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>Properties of the LPC bridge, QEMU's <c>ICH9-LPC</c>.</summary>
public static class Ich9Properties
{
    public const string Driver = "ICH9-LPC";

    public static readonly SwitchProperty NoReboot = new(
        Driver,
        "noreboot",
        false,
        "the strap that keeps the watchdog from rebooting is set: bit 5 of GCS"
    );

    public static readonly SwitchProperty Broadcast = Feature("x-smi-broadcast", "an SMI goes to all processors");

    public static readonly SwitchProperty HotPlug = Feature("x-smi-cpu-hotplug", "an SMI tells of a plugged processor");

    public static readonly SwitchProperty HotUnplug = Feature(
        "x-smi-cpu-hotunplug",
        "an SMI tells of an unplugged processor"
    );

    public static readonly IReadOnlyList<DeviceProperty> All = [NoReboot, Broadcast, HotPlug, HotUnplug];

    private static SwitchProperty Feature(string name, string description) =>
        new(
            Driver,
            name,
            true,
            description + "; offered in fw_cfg file etc/smi/supported-features, which cannot be written here"
        );
}
