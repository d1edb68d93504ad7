using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>One machine a mode, for recorder and replayer.</summary>
internal sealed class ByteFuzzCatalogue : IMachineCatalogue
{
    public IReadOnlyList<MachineTypeInfo> Types =>
        [.. Enum.GetNames<ByteFuzzMode>().Select(name => new MachineTypeInfo(name, "random bytes", null, false))];

    public MachineConfig Resolve(MachineConfig config) => config;

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs) =>
        ByteFuzzMachine.Build(Enum.Parse<ByteFuzzMode>(config.Machine), inputs, outputs);
}
