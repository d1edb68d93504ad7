using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The pSeries machine types. So far one, with terminal, NVRAM and an empty PCI bus: as much as firmware needs to come to its prompt.
/// </summary>
internal static class PseriesCatalogue
{
    private const string Version = "pseries-7.2";
    private const ulong MinimumRam = 128UL << 20;
    private const ulong MaximumRam = 64UL << 30;
    private const ulong RamUnit = 16UL << 20;

    public static IReadOnlyList<MachineTypeInfo> Types { get; } =
    [
        new MachineTypeInfo(Version, "IBM pSeries as QEMU 7.2 has it; firmware only, no kernel yet", "pseries", false)
        {
            HasProbe = false,
        },
    ];

    public static bool Has(string machine) => machine == Version;

    public static MachineConfig Resolve(MachineConfig config)
    {
        var resolved = config with
        {
            Cpu = config.Cpu ?? PowerModel.Power9.Name,
            SerialPorts = 1,
            Vga = config.Vga ?? "none",
        };
        Check(resolved);
        return resolved;
    }

    public static VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        Check(config);
        var machine = new VirtualMachine(new TickRatio(config.TickNumerator, config.TickDenominator), inputs, outputs)
        {
            NoReboot = config.NoReboot,
        };
        try
        {
            machine.AddDevice(new PseriesBoard(machine, config, images, ModelOf(config)));
            machine.Reset();
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    private static void Check(MachineConfig config)
    {
        ModelOf(config);
        if (config.RamBytes is < MinimumRam or > MaximumRam || config.RamBytes % RamUnit != 0)
        {
            throw new ConfigurationException(
                $"{config.Machine}: {config.RamBytes} bytes of RAM; give a multiple of 16 MiB from 128 MiB to 64 GiB"
            );
        }

        if (config.Bios is null)
        {
            throw new ConfigurationException($"{config.Machine} needs firmware: give -bios slof.bin");
        }

        var unknown =
            config.Devices.Count != 0 ? $"-device {config.Devices[0].Driver}"
            : config.Drives.Count != 0 ? "-drive"
            : config.Globals.Count != 0 ? "-global"
            : config.FwCfg.Count != 0 ? "-fw_cfg"
            : config.Vga != "none" ? $"-vga {config.Vga}"
            : config.SerialPorts > 1 ? "a second -serial"
            : config.DebugConsole ? "-debugcon"
            : null;
        if (unknown is not null)
        {
            throw new ConfigurationException($"{config.Machine}: {unknown} is not implemented");
        }
    }

    private static PowerModel ModelOf(MachineConfig config) =>
        PowerModel.All.FirstOrDefault(model => model.Name == config.Cpu)
        ?? throw new ConfigurationException(
            $"{config.Machine}: unknown CPU '{config.Cpu}'; known are "
                + string.Join(", ", PowerModel.All.Select(model => model.Name))
        );
}
