using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines.Pc;
using ReplayEmu.Machines.Pseries;
using ReplayEmu.Machines.Pseries.Versions;

namespace ReplayEmu.Machines;

/// <summary>Every machine type of this build.</summary>
public sealed class MachineCatalogue : IMachineCatalogue
{
    public IReadOnlyList<MachineTypeInfo> Types { get; } = [.. PcCatalogue.Types, .. PseriesCatalogue.Types];

    public IReadOnlyList<DeviceTypeInfo> DeviceTypes { get; } =
    [.. PcDeviceTypes.All.Select(type => new DeviceTypeInfo(type.Driver, type.Description, type.Properties))];

    /// <summary>True for a machine type, or its other name, that has firmware of its own when none is given.</summary>
    public static bool BringsFirmware(string machine) =>
        PseriesCatalogue.Types.Any(type => machine == type.Name || machine == type.Alias);

    public IReadOnlyList<VersionChange> ChangesOf(string machine) =>
        (PseriesCatalogue.Has(machine) ? PseriesVersions.List : PcVersions.ListOf(machine)).ChangesSince(machine) ?? [];

    public MachineConfig Resolve(MachineConfig config)
    {
        foreach (var type in Types)
        {
            if (config.Machine == type.Name || config.Machine == type.Alias)
            {
                var named = config with { Machine = type.Name };
                return PseriesCatalogue.Has(type.Name) ? PseriesCatalogue.Resolve(named) : PcCatalogue.Resolve(named);
            }
        }

        if (config.Machine == "isapc")
        {
            throw new ConfigurationException("machine type 'isapc' exists in QEMU but is not implemented here");
        }

        var known = Types.Select(type => type.Name).Concat(Types.Select(type => type.Alias).OfType<string>());
        throw new ConfigurationException(
            $"unknown machine type '{config.Machine}'{NearestName.Hint(config.Machine, known)}"
        );
    }

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        var resolved = Resolve(config);
        return PseriesCatalogue.Has(resolved.Machine)
            ? PseriesCatalogue.Build(resolved, images, inputs, outputs)
            : PcCatalogue.Build(resolved, images, inputs, outputs);
    }
}
