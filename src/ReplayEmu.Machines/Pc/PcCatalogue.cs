using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The PC machine types. The default board (without <c>-nodefaults</c>) has a serial and a parallel port and the display and network card of its version; floppy,
/// CD-ROM, and the e1000e of q35 from 2.12 on are not implemented and left out.
/// </summary>
internal static class PcCatalogue
{
    private const ulong MinimumRam = 1 << 20;
    private const ulong MaximumRam = 64ul << 30;
    private const ushort DebugConsolePort = 0x402;

    public static IEnumerable<MachineTypeInfo> Types =>
        PcVersions
            .I440fx.Offered.Concat(PcVersions.Q35.Offered)
            .Select(version => new MachineTypeInfo(
                version.Name,
                version.Description,
                PcVersions.AliasOf(version.Name),
                false
            ));

    public static MachineConfig Resolve(MachineConfig config)
    {
        var resolved = config with
        {
            Vga = config.Vga ?? PcDefaults.DisplayOf(config),
            BootOrder = config.BootOrder ?? "cad",
            SerialPorts = config.NoDefaults ? config.SerialPorts : System.Math.Max(config.SerialPorts, 1),
            Cpu = config.Cpu ?? PcProcessor.DefaultModel,
            Smp = PcTopology.Resolve(config),
        };
        resolved = PcDefaults.WithoutUnusedRoms(PcDefaults.WithNetwork(resolved));
        Check(resolved);
        return resolved;
    }

    public static VirtualMachine Build(MachineConfig config, IImageSource images, IInputs inputs, IOutputs outputs)
    {
        Check(config);
        var machine = new VirtualMachine(
            new TickRatio(config.TickNumerator, config.TickDenominator),
            inputs,
            outputs,
            config.Smp.Quantum
        )
        {
            NoReboot = config.NoReboot,
        };
        try
        {
            Wire(machine, config, images);
            machine.Reset();
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    private static void Wire(VirtualMachine machine, MachineConfig config, IImageSource images)
    {
        var processor = new PcProcessor(machine, config);
        var board = new PcBoard(machine, config, images, processor, PcPorts.Of(config));
        for (var i = 0; i < config.SerialPorts; i++)
        {
            board.AddSerialPort(PropertiesOf(config, new DeviceConfig(Uart16550Properties.Driver, [])));
        }

        if (!config.NoDefaults && config.Devices.All(device => device.Driver != ParallelProperties.Driver))
        {
            board.AddParallelPort(PropertiesOf(config, new DeviceConfig(ParallelProperties.Driver, [])));
        }

        if (config.Vga == PcDefaults.Standard)
        {
            board.AddDisplay(PropertiesOf(config, new DeviceConfig(VgaProperties.Driver, [])));
        }
        else if (config.Vga == PcDefaults.Cirrus)
        {
            board.AddCirrus(PropertiesOf(config, new DeviceConfig(CirrusProperties.Driver, [])));
        }

        if (config.DebugConsole)
        {
            var port = new PropertyValue(DebugConsoleProperties.IoBase.Name, $"0x{DebugConsolePort:x}");
            board.AddDebugConsole(PropertiesOf(config, new DeviceConfig(DebugConsoleProperties.Driver, [port])));
        }

        foreach (var device in config.Devices)
        {
            PcDeviceTypes.Find(device.Driver).Add(board, PropertiesOf(config, device));
        }

        foreach (var drive in config.Drives.Where(drive => drive.Interface == PcDrives.Virtio))
        {
            var disk = new PropertyValue(VirtioBlockProperties.Drive.Name, drive.Id);
            board.AddBlock(PropertiesOf(config, new DeviceConfig(VirtioBlockProperties.Driver, [disk])));
        }

        PcBoardProperties.ApplyToFunctions(config, machine);
    }

    private static void Check(MachineConfig config)
    {
        if (PcVersions.ListOf(config.Machine).RowsFor(config.Machine) is null)
        {
            throw new ConfigurationException($"unknown machine type '{config.Machine}'");
        }

        if (config.RamBytes is < MinimumRam or > MaximumRam || config.RamBytes % MinimumRam != 0)
        {
            throw new ConfigurationException(
                $"{config.Machine}: {config.RamBytes} bytes of RAM; give whole MiB from 1 MiB to 64 GiB"
            );
        }

        if (config.TickNumerator == 0 || config.TickDenominator == 0)
        {
            throw new ConfigurationException("the length of a tick must be a ratio of positive numbers");
        }

        if (config.Bios is null)
        {
            throw new ConfigurationException($"{config.Machine} needs firmware: give -bios");
        }

        if (config.Kernel is null && (config.Initrd is not null || config.Append is not null))
        {
            throw new ConfigurationException("-initrd and -append need -kernel");
        }

        if (config.Vga is { } vga && !PcDefaults.Displays.Contains(vga))
        {
            throw new ConfigurationException(
                $"-vga {vga} is not implemented; known are {string.Join(", ", PcDefaults.Displays)}{NearestName.Hint(vga, PcDefaults.Displays)}"
            );
        }

        if (config.SerialPorts is < 0 or > 4)
        {
            throw new ConfigurationException($"{config.Machine}: {config.SerialPorts} serial ports; at most 4 fit");
        }

        PcCmos.CheckBootOrder(config.BootOrder ?? "cad");
        PcProcessor.ModelOf(config);
        PcTopology.Check(config);
        foreach (var drive in config.Drives)
        {
            PcDrives.Check(config, drive);
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
                PcBoardProperties.Find(global.Driver)
                ?? PcDeviceTypes.FindBase(global.Driver)
                ?? PcDeviceTypes.Find(global.Driver).Properties;
            new PropertySet(global.Driver, known).Set(global.Name, global.Value);
        }
    }

    /// <summary>Defaults, then version rows newest to oldest, then <c>-global</c>, then the device's own values.</summary>
    private static PropertySet PropertiesOf(MachineConfig config, DeviceConfig device)
    {
        var type = PcDeviceTypes.Find(device.Driver);
        var properties = PcVersions.PropertiesOf(config, type.Driver, type.Properties);
        foreach (var value in device.Properties)
        {
            properties.Set(value.Name, value.Value);
        }

        return properties;
    }
}
