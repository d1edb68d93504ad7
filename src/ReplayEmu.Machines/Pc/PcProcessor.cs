using System;
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
        cpu = new X86Cpu(machine, "cpu0", ModelOf(config), config.Seed);
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

    /// <summary>The model has a local APIC.</summary>
    public bool HasLocalApic => cpu.Model.Has(CpuFeature.Apic);

    /// <summary>Hears the global enable of the APIC base register.</summary>
    public IrqLine? LocalApicEnable
    {
        set => cpu.LocalApicEnable = value;
    }

    /// <summary>Tells whether the CPU is in system management mode.</summary>
    public IrqLine? SystemManagementActive
    {
        set => cpu.SystemManagementActive = value;
    }

    /// <summary>The model of <c>name,+feature,-feature</c> as the machine version has it; null is the default one.</summary>
    /// <exception cref="ConfigurationException">No such model or feature.</exception>
    public static CpuModel ModelOf(MachineConfig config)
    {
        var option = config.Cpu ?? DefaultModel;
        var words = option.Split(',');
        var definition =
            CpuModels.Define(words[0])
            ?? throw new ConfigurationException(
                $"-cpu {option}: there is no model '{words[0]}'; there are: {CpuModels.Names}"
            );
        definition = PcCpuVersion.Apply(definition, config);
        foreach (var word in words.AsSpan(1))
        {
            if (
                word.Length == 0
                || word[0] is not ('+' or '-')
                || !CpuFeatureNames.TryFind(word.AsSpan(1), out var feature)
            )
            {
                throw new ConfigurationException(
                    $"-cpu {option}: '{word}' is not + or - and the name of a feature that this CPU can have"
                );
            }

            definition = definition with { Features = definition.Features.With(feature, word[0] == '+') };
        }

        return definition.Build();
    }
}
