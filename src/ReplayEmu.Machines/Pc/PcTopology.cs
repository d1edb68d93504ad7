using System.Linq;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>What <c>-smp</c> means on a machine version (QEMU's hw/core/machine-smp.c).</summary>
internal static class PcTopology
{
    private const int MaximumCpus = 16;

    /// <summary>Fills in what was left open.</summary>
    /// <exception cref="ConfigurationException">The parts do not make the whole.</exception>
    public static SmpConfig Resolve(MachineConfig config)
    {
        var smp = config.Smp;
        var (cpus, sockets, cores, threads) = (smp.Cpus, smp.Sockets, smp.Cores, smp.Threads);
        int[] given = [cpus, sockets, cores, threads];
        if (given.Any(static number => number is < 0 or > MaximumCpus))
        {
            throw new ConfigurationException($"-smp: a machine has 1 to {MaximumCpus} CPUs");
        }

        // What is open is 1, but for the first open one of these, which is what the number of CPUs leaves.
        var preferSockets = PcBoardProperties.Get(config, PcProperties.PreferSockets);
        if (cpus != 0)
        {
            var rest = cpus / System.Math.Max(1, One(sockets) * One(cores) * One(threads));
            if (preferSockets && sockets == 0)
            {
                sockets = rest;
            }
            else if (cores == 0)
            {
                cores = rest;
            }
            else if (sockets == 0)
            {
                sockets = rest;
            }
            else if (threads == 0)
            {
                threads = rest;
            }
        }

        (sockets, cores, threads) = (One(sockets), One(cores), One(threads));
        var resolved = smp with
        {
            Cpus = cpus == 0 ? sockets * cores * threads : cpus,
            Sockets = sockets,
            Cores = cores,
            Threads = threads,
        };
        Check(config with { Smp = resolved });
        return resolved;
    }

    /// <exception cref="ConfigurationException">Not a topology that can be built.</exception>
    public static void Check(MachineConfig config)
    {
        var smp = config.Smp;
        if (
            smp.Cpus is < 1 or > MaximumCpus
            || smp.Sockets < 1
            || smp.Cores < 1
            || smp.Threads < 1
            || (long)smp.Sockets * smp.Cores * smp.Threads != smp.Cpus
        )
        {
            throw new ConfigurationException(
                $"-smp: {smp.Sockets} sockets of {smp.Cores} cores of {smp.Threads} threads are not {smp.Cpus} CPUs (1 to {MaximumCpus})"
            );
        }

        if (smp.Quantum == 0)
        {
            throw new ConfigurationException("-smp: a quantum of 0 ticks; give at least 1");
        }

        if (smp.Cpus > 1 && !PcProcessor.ModelOf(config).Has(CpuFeature.Apic))
        {
            throw new ConfigurationException(
                $"-smp {smp.Cpus}: -cpu {config.Cpu} has no local APIC to start the others by"
            );
        }
    }

    private static int One(int number) => number == 0 ? 1 : number;
}
