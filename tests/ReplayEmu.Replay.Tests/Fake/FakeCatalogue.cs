using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Replay.Tests.Fake;

/// <summary>What a fake machine does when; <see cref="ulong.MaxValue"/> is never.</summary>
internal sealed record FakeOptions
{
    public ulong ExitAt { get; init; } = ulong.MaxValue;
    public ulong ResetAt { get; init; } = ulong.MaxValue;
    public ulong UnimplementedAt { get; init; } = ulong.MaxValue;
    public ulong StopsTimerAt { get; init; } = ulong.MaxValue;

    /// <summary>A defect of "the next release": a register reads one more from this tick on.</summary>
    public ulong WrongReadFrom { get; init; } = ulong.MaxValue;

    /// <summary>A defect that no interaction shows at once: a state bit from this tick on.</summary>
    public ulong WrongStateFrom { get; init; } = ulong.MaxValue;

    /// <summary>"The next release" has changed a state layout.</summary>
    public bool NewSchema { get; init; }

    public string LineName { get; init; } = "irq0";
}

/// <summary>Builds fake machines, all alike but for the options of the build.</summary>
internal sealed class FakeCatalogue(FakeOptions? options = null) : IMachineCatalogue
{
    private readonly FakeOptions options = options ?? new FakeOptions();

    public IReadOnlyList<MachineTypeInfo> Types => [new("fake", "for tests", null, false)];

    public static MachineConfig Config => new() { Machine = "fake", RamBytes = 64 << 10 };

    public MachineConfig Resolve(MachineConfig config) =>
        config.Machine == "fake" && config.RamBytes <= 1 << 20
            ? config
            : throw new ConfigurationException($"no machine '{config.Machine}' with {config.RamBytes} bytes");

    public VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        var machine = new VirtualMachine(new TickRatio(1, 1), inputs, outputs) { NoReboot = config.NoReboot };
        var ram = machine.AddBlock(new MemoryBlock("ram", config.RamBytes));
        machine.Memory.Root.Map(0, new RamRegion("ram", ram, 0, ram.Size));
        if (config.Bios is { } bios)
        {
            images.Open(bios).Read(0, ram.Span(0x4000, (int)bios.Size));
        }

        var cpu = new FakeCpu(machine, ram, options);
        machine.AddCpu(cpu);
        machine.AddDevice(new FakeDevice(machine, cpu, options));
        machine.Reset();
        return machine;
    }
}
