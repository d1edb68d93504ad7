using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Machines.Pc;

/// <summary>The board's one CPU.</summary>
internal sealed class PcProcessor
{
    private readonly X86Cpu cpu;

    public PcProcessor(VirtualMachine machine, MachineConfig config)
    {
        cpu = new X86Cpu(machine, "cpu0", ModelOf(config.Cpu));
        machine.AddCpu(cpu);
    }

    /// <summary>Model when <c>-cpu</c> is not given.</summary>
    public static string DefaultModel => CpuModels.Qemu64.Name;

    /// <summary>Inputs are <see cref="X86Pin"/>.</summary>
    public IIrqSink Pins => cpu;

    /// <summary>Gives the vector of an external interrupt.</summary>
    public IInterruptAcknowledge? InterruptController
    {
        get => cpu.InterruptController;
        set => cpu.InterruptController = value;
    }

    /// <exception cref="ConfigurationException">No such model; features cannot be added or taken away yet.</exception>
    public static CpuModel ModelOf(string? name) =>
        name is null || name == CpuModels.Qemu64.Name
            ? CpuModels.Qemu64
            : throw new ConfigurationException(
                $"-cpu {name}: the only model is '{CpuModels.Qemu64.Name}', without changes of features"
            );
}
