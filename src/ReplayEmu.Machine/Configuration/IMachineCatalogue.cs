using System.Collections.Generic;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machine.Configuration;

/// <summary>One machine type as listed by <c>replayemu machines</c>.</summary>
/// <param name="Name">For example <c>pc-1.0</c>.</param>
/// <param name="Description">One line.</param>
/// <param name="Alias">Short name that stands for this type at present, or null.</param>
/// <param name="Released">Its golden must not change any more.</param>
public sealed record MachineTypeInfo(string Name, string Description, string? Alias, bool Released)
{
    /// <summary>False when the probe guest behind the goldens is not code for its processor.</summary>
    public bool HasProbe { get; init; } = true;
}

/// <summary>What Replay, Golden and Cli know of machines: names in, machines out.</summary>
public interface IMachineCatalogue
{
    IReadOnlyList<MachineTypeInfo> Types { get; }

    /// <summary>Drivers that can be added to a machine, in the order of the listing.</summary>
    IReadOnlyList<DeviceTypeInfo> DeviceTypes => [];

    /// <summary>The version rows that make a machine type what it is, in the order they apply: newest version first.</summary>
    /// <param name="machine">Machine type without alias.</param>
    IReadOnlyList<VersionChange> ChangesOf(string machine) => [];

    /// <summary>Replaces aliases and defaults by what they stand for; checks names and values.</summary>
    /// <exception cref="ConfigurationException">Unknown type, device or property, value out of range.</exception>
    MachineConfig Resolve(MachineConfig config);

    /// <summary>Builds a machine at power-on from a resolved configuration.</summary>
    /// <exception cref="ConfigurationException">A device does not fit the machine.</exception>
    VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs);
}
