using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines;

/// <summary>Every machine type of this build.</summary>
public sealed class MachineCatalogue : IMachineCatalogue
{
    public IReadOnlyList<MachineTypeInfo> Types { get; } = [.. PcCatalogue.Types];

    public IReadOnlyList<DeviceTypeInfo> DeviceTypes { get; } =
    [.. PcDeviceTypes.All.Select(type => new DeviceTypeInfo(type.Driver, type.Description, type.Properties))];

    public IReadOnlyList<VersionChange> ChangesOf(string machine) => PcVersions.List.ChangesSince(machine) ?? [];

    public MachineConfig Resolve(MachineConfig config)
    {
        foreach (var type in Types)
        {
            if (config.Machine == type.Name || config.Machine == type.Alias)
            {
                return PcCatalogue.Resolve(config with { Machine = type.Name });
            }
        }

        var known = Types.Select(type => type.Name).Concat(Types.Select(type => type.Alias).OfType<string>());
        throw new ConfigurationException(
            $"unknown machine type '{config.Machine}'{NearestName.Hint(config.Machine, known)}"
        );
    }

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs) =>
        PcCatalogue.Build(Resolve(config), images, inputs, outputs);
}
