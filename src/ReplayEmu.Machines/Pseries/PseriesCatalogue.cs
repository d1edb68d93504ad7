using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;
using ReplayEmu.Machines.Pc;
using ReplayEmu.Machines.Pseries.Versions;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The pSeries machine types: a terminal, NVRAM, an interrupt controller, and a PCI bus for virtio devices.
/// </summary>
internal static class PseriesCatalogue
{
    private const string AliasOf = "pseries-7.2";
    private const ulong MinimumRam = 128UL << 20;
    private const ulong MaximumRam = 64UL << 30;
    private const ulong RamUnit = 16UL << 20;

    public static IReadOnlyList<MachineTypeInfo> Types { get; } =
    [
        .. PseriesVersions.List.Offered.Select(version => new MachineTypeInfo(
            version.Name,
            version.Description,
            version.Name == AliasOf ? "pseries" : null,
            false
        )
        {
            HasProbe = false,
        }),
    ];

    public static bool Has(string machine) => PseriesVersions.List.RowsFor(machine) is not null;

    public static MachineConfig Resolve(MachineConfig config)
    {
        var resolved = config with
        {
            Cpu = config.Cpu ?? PseriesVersions.BoardOf(config).Get(PseriesProperties.DefaultCpu),
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
            var layout = PseriesProperties.LayoutOf(PseriesVersions.BoardOf(config));
            var board = new PseriesBoard(machine, config, images, ModelOf(config), layout);
            AddDevices(config, new PseriesDevices(machine, config, images, board.Phb.Bus));
            machine.AddDevice(board);
            machine.Reset();
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    private static void AddDevices(MachineConfig config, PseriesDevices devices)
    {
        foreach (var device in config.Devices)
        {
            devices.Add(PropertiesOf(config, device));
        }

        foreach (var drive in config.Drives.Where(drive => drive.Interface == PcDrives.Virtio))
        {
            var disk = new PropertyValue(VirtioBlockProperties.Drive.Name, drive.Id);
            devices.Add(PropertiesOf(config, new DeviceConfig(VirtioBlockProperties.Driver, [disk])));
        }
    }

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>, then the device's own values.</summary>
    private static PropertySet PropertiesOf(MachineConfig config, DeviceConfig device)
    {
        var properties = PseriesVersions.PropertiesOf(
            config,
            device.Driver,
            PseriesDevices.PropertiesOf(device.Driver)
        );
        foreach (var value in device.Properties)
        {
            properties.Set(value.Name, value.Value);
        }

        return properties;
    }

    private static void CheckDevices(MachineConfig config)
    {
        foreach (var drive in config.Drives.Where(drive => drive.Interface == PcDrives.Ide))
        {
            throw new ConfigurationException($"{config.Machine}: drive '{drive.Id}': there is no IDE; use if=virtio");
        }

        foreach (var netdev in config.Netdevs)
        {
            PcNetwork.Check(netdev);
        }

        foreach (var device in config.Devices)
        {
            PropertiesOf(config, device);
        }

        foreach (var global in config.Globals)
        {
            var known =
                global.Driver == PseriesProperties.Driver
                    ? PseriesProperties.All
                    : PcDeviceTypes.FindBase(global.Driver) ?? PseriesDevices.PropertiesOf(global.Driver);
            new PropertySet(global.Driver, known).Set(global.Name, global.Value);
        }
    }

    private static void Check(MachineConfig config)
    {
        if (!Has(config.Machine))
        {
            throw new ConfigurationException($"unknown machine type '{config.Machine}'");
        }

        ModelOf(config);
        if (config.RamBytes is < MinimumRam or > MaximumRam || config.RamBytes % RamUnit != 0)
        {
            throw new ConfigurationException(
                $"{config.Machine}: {config.RamBytes} bytes of RAM; give a multiple of 16 MiB from 128 MiB to 64 GiB"
            );
        }

        var unknown =
            config.FwCfg.Count != 0 ? "-fw_cfg"
            : config.Vga != "none" ? $"-vga {config.Vga}"
            : config.SerialPorts > 1 ? "a second -serial"
            : config.DebugConsole ? "-debugcon"
            : null;
        if (unknown is not null)
        {
            throw new ConfigurationException($"{config.Machine}: {unknown} is not implemented");
        }

        if (config.Kernel is null && (config.Initrd is not null || config.Append is not null))
        {
            throw new ConfigurationException("-initrd and -append need -kernel");
        }

        CheckDevices(config);
    }

    private static PowerModel ModelOf(MachineConfig config) =>
        PowerModel.All.FirstOrDefault(model => model.Name == config.Cpu)
        ?? throw new ConfigurationException(
            $"{config.Machine}: unknown CPU '{config.Cpu}'; known are "
                + string.Join(", ", PowerModel.All.Select(model => model.Name))
        );
}
