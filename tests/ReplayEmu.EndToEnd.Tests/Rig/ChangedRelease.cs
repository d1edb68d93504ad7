using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>A later release that broke pc-1.0: it has become pc-1.1.</summary>
internal sealed class ChangedRelease : IMachineCatalogue
{
    private readonly MachineCatalogue real = new();

    public IReadOnlyList<MachineTypeInfo> Types => real.Types;

    public MachineConfig Resolve(MachineConfig config) => real.Resolve(config);

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs) =>
        real.Build(config with { Machine = "pc-1.1" }, images, inputs, outputs);
}
