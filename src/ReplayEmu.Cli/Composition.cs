using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Cli;

/// <summary>The parts that this program is put together from, as explicit lists.</summary>
internal static class Composition
{
    public static IMachineCatalogue Catalogue { get; } = new NoMachines();

    /// <summary>Stands here until the machine types are part of the build.</summary>
    private sealed class NoMachines : IMachineCatalogue
    {
        public IReadOnlyList<MachineTypeInfo> Types => [];

        public MachineConfig Resolve(MachineConfig config) =>
            throw new ConfigurationException("this build has no machine types");

        public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs) =>
            throw new ConfigurationException("this build has no machine types");
    }
}
