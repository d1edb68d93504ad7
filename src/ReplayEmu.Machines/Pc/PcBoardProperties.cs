using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Pc.IoApic;
using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Devices.Pc.Q35;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>Properties of what is on every board, for <c>-global</c> and version rows; and those that concern all PCI functions.</summary>
internal static class PcBoardProperties
{
    private static readonly DeviceProperty[] all =
    [
        .. PcProperties.All,
        .. PcCpuProperties.All,
        .. FwCfgProperties.All,
        .. LocalApicProperties.All,
        .. IoApicProperties.All,
        .. Q35Properties.All,
        .. Ich9Properties.All,
        .. HpetProperties.All,
        .. AtaProperties.All,
    ];

    /// <summary>The properties of a driver that is part of the board, or null.</summary>
    public static IReadOnlyList<DeviceProperty>? Find(string driver)
    {
        var found = all.Where(property => property.Driver == driver).ToArray();
        return found.Length == 0 ? null : found;
    }

    /// <summary>A property of the board as the version and <c>-global</c> have it.</summary>
    public static T Get<T>(MachineConfig config, DeviceProperty<T> property)
        where T : notnull => PcVersions.PropertiesOf(config, property.Driver, Find(property.Driver)!).Get(property);

    /// <summary>All properties of a driver that is part of the board.</summary>
    public static PropertySet SetOf(MachineConfig config, string driver) =>
        PcVersions.PropertiesOf(config, driver, Find(driver)!);

    /// <summary>Sets up what every PCI function has, once all are there.</summary>
    public static void ApplyToFunctions(MachineConfig config, VirtualMachine machine)
    {
        if (Get(config, PcProperties.SystemErrorEnable))
        {
            return;
        }

        foreach (var function in machine.Devices.OfType<PciFunction>())
        {
            function.WithoutSystemErrors();
        }
    }
}
