using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli.Tests;

/// <summary>Machines with a <see cref="ToyCpu"/>, whose program is <c>-append</c>.</summary>
internal sealed class ToyCatalogue : IMachineCatalogue
{
    /// <summary>What the toy reads as a PCI class: another build of it may have another one.</summary>
    public ushort ClassCode { get; init; } = 0x0500;

    /// <summary>The last configuration that was resolved.</summary>
    public MachineConfig? Resolved { get; private set; }

    public IReadOnlyList<MachineTypeInfo> Types { get; } =
    [new("toy-1.0", "old toy", null, Released: true), new("toy-1.1", "new toy", "pc", Released: false)];

    public MachineConfig Resolve(MachineConfig config)
    {
        var names = Types.Select(type => type.Name).ToList();
        var name = Types.FirstOrDefault(type => type.Alias == config.Machine)?.Name ?? config.Machine;
        if (!names.Contains(name))
        {
            throw new ConfigurationException($"unknown machine type '{name}'{NearestName.Hint(name, names)}");
        }

        return Resolved = config with { Machine = name };
    }

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        var machine = new VirtualMachine(new TickRatio(config.TickNumerator, config.TickDenominator), inputs, outputs)
        {
            NoReboot = config.NoReboot,
        };
        machine.Observation.Register("toy");
        var serial = machine.AddOutputPort("serial0");
        // With a debug console it is a snapshot, whose probe guest this is not: it ends at once.
        var program = config.Append ?? (config.DebugConsole ? "h" : "");
        machine.AddCpu(new ToyCpu(machine, program, ClassCode, serial));
        machine.Reset();
        return machine;
    }
}
