using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The PC machine types. The default board (without <c>-nodefaults</c>) has one serial port and the standard VGA; QEMU 1.1's
/// default Cirrus VGA, e1000, floppy, CD-ROM and parallel port are not implemented and left out.
/// </summary>
internal static class PcCatalogue
{
    private const ulong MinimumRam = 1 << 20;
    private const ulong MaximumRam = 64ul << 30;
    private const ushort DebugConsolePort = 0x402;
    private static readonly string[] displays = ["none", "std"];

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
            Vga = config.Vga ?? (config.NoDefaults ? "none" : "std"),
            BootOrder = config.BootOrder ?? "cad",
            SerialPorts = config.NoDefaults ? config.SerialPorts : System.Math.Max(config.SerialPorts, 1),
            Cpu = config.Cpu ?? PcProcessor.DefaultModel,
            Smp = PcTopology.Resolve(config),
        };
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
        var added = config.Devices.Count(device => device.Driver == Uart16550Properties.Driver);
        var board = new PcBoard(machine, config, images, processor, config.SerialPorts + added);
        for (var i = 0; i < config.SerialPorts; i++)
        {
            board.AddSerialPort(PropertiesOf(config, new DeviceConfig(Uart16550Properties.Driver, [])));
        }

        if (config.Vga == "std")
        {
            board.AddDisplay(PropertiesOf(config, new DeviceConfig(VgaProperties.Driver, [])));
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

        if (config.Vga is { } vga && !displays.Contains(vga))
        {
            throw new ConfigurationException(
                $"-vga {vga} is not implemented; known are {string.Join(", ", displays)}{NearestName.Hint(vga, displays)}"
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
