using System;
using System.Collections.Generic;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Machines.Pc;

/// <summary>The board's CPUs.</summary>
internal sealed class PcProcessor
{
    private readonly X86Cpu[] cpus;

    public PcProcessor(VirtualMachine machine, MachineConfig config)
    {
        var smp = config.Smp;
        cpus = new X86Cpu[smp.Cpus];
        for (var i = 0; i < cpus.Length; i++)
        {
            // Each has its own random numbers; those of the first are the ones of a machine of one.
            var seed = config.Seed + (0x9e37_79b9_7f4a_7c15ul * (ulong)i);
            var model = ModelOf(config, new CpuPlace(i, smp.Cores, smp.Threads));
            cpus[i] = new X86Cpu(machine, FormattableString.Invariant($"cpu{i}"), model, seed);
            machine.AddCpu(cpus[i]);
        }
    }

    /// <summary>Model when <c>-cpu</c> is not given.</summary>
    public static string DefaultModel => CpuModels.Qemu64.Name;

    public IReadOnlyList<X86Cpu> All => cpus;

    /// <summary>Of the CPU that boots, where the board's own wires lead. Inputs are <see cref="X86Pin"/>.</summary>
    public IIrqSink Pins => cpus[0];

    /// <summary>The model has a local APIC.</summary>
    public bool HasLocalApic => cpus[0].Model.Has(CpuFeature.Apic);

    /// <summary>Tells whether the CPU that runs is in system management mode.</summary>
    public IrqLine? SystemManagementActive
    {
        set
        {
            foreach (var cpu in cpus)
            {
                cpu.SystemManagementActive = value;
            }
        }
    }

    /// <summary>FERR# of the CPU that boots; the other CPUs' leads nowhere, as boards have one wire.</summary>
    public IrqLine? NumericError
    {
        set => cpus[0].NumericError = value;
    }

    /// <summary>The model of <c>name,+feature,-feature</c> as the machine version has it; null is the default one.</summary>
    /// <exception cref="ConfigurationException">No such model or feature.</exception>
    public static CpuModel ModelOf(MachineConfig config, CpuPlace? place = null)
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

        return (definition with { Place = place ?? CpuPlace.Single }).Build();
    }
}
