using ReplayEmu.Cpu.X86;
using ReplayEmu.Devices.Display.Cirrus;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Firmware.FwCfg;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pc;
using ReplayEmu.Devices.Pc.DebugConsole;
using ReplayEmu.Devices.Pc.DebugExit;
using ReplayEmu.Devices.Pc.Dma8237;
using ReplayEmu.Devices.Pc.Hpet;
using ReplayEmu.Devices.Pc.I8042;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Devices.Pc.Pit8254;
using ReplayEmu.Devices.Pc.Port92;
using ReplayEmu.Devices.Pc.Rtc146818;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Devices.Virtio.Rng;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Devices.Virtio.Serial;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The wiring of a PC around its chipset. Not on the board, although QEMU has them: floppy controller, a default CD-ROM.
/// </summary>
internal sealed class PcBoard
{
    private const string NetworkRom = "efi-virtio.rom";
    private readonly VirtualMachine machine;
    private readonly MachineConfig config;
    private readonly PcMemory memory;
    private readonly PciBus pci;
    private readonly IPcChipset chipset;
    private readonly bool[] takenComPorts = new bool[Uart16550Properties.Places];
    private readonly IImageSource images;
    private readonly PcDrives drives;
    private readonly PcNetwork network;
    private VirtioSerial? virtioSerial;
    private VirtioScsi? scsi;
    private bool hasBalloon;
    private bool hasDisplay;
    private bool hasParallelPort;
    private int serialPorts;
    private int debugConsoles;

    /// <param name="ports">Serial and parallel ports that the board will have in all: power management shows them.</param>
    public PcBoard(
        VirtualMachine machine,
        MachineConfig config,
        IImageSource images,
        PcProcessor processor,
        PcPorts ports
    )
    {
        this.machine = machine;
        this.config = config;
        this.images = images;
        drives = new PcDrives(machine, config, images);
        network = new PcNetwork(machine, config, images);
        var bios = config.Bios!;
        memory = new PcMemory(machine, config, images.Open(bios));
        pci = new PciBus(machine, memory.Pci, machine.Ports.Root);

        var interrupts = new PcInterrupts(machine, config, memory.Pci, processor);

        chipset = PcVersions.IsQ35(config.Machine)
            ? new Q35Chipset(machine, config, pci, memory, interrupts, processor, ports)
            : new PiixChipset(machine, pci, config.RamBytes, interrupts, processor, ports);

        processor.NumericError = machine.Irqs.Connect("irq13.ferr", chipset.Interrupts, 13);
        NumericErrorPort.Map(machine, processor.Pins, (int)X86Pin.IgnoreNumericError);
        var hpet = new HpetDevice(machine, memory.Pci, chipset.TimerInterrupts, chipset.TimerRoutes(config));
        var pit = new Pit8254Device(machine, hpet);
        var rtc = new Rtc146818Device(machine, hpet, config.RtcBaseSeconds);
        var port92 = new Port92Device(machine, processor.Pins, (int)X86Pin.A20);
        var keyboard = new I8042Device(machine, chipset.Interrupts, port92, 0);
        var dma = new Dma8237Device(machine);
        var firmware = new FwCfgDevice(machine, PcFirmwareFiles.OptionsOf(config));
        PcFirmwareFiles.Fill(firmware.Items, config, images);
        PcCmos.Fill(rtc, memory, config.BootOrder!, drives.AttachTo(chipset), config.Smp.Cpus);

        IDevice[] devices =
        [
            .. interrupts.Devices,
            .. chipset.Devices,
            hpet,
            pit,
            rtc,
            port92,
            keyboard,
            dma,
            firmware,
        ];
        foreach (var device in devices)
        {
            machine.AddDevice(device);
        }

        machine.AddDevice(new PcBoardFacts(machine, PcDefaults.MissingFrom(config)));
    }

    /// <summary>Adds the standard VGA; its option ROM is the image of that name, and without it there is no expansion ROM.</summary>
    public void AddDisplay(PropertySet properties)
    {
        ClaimDisplay(properties.Driver);
        machine.AddDevice(new VgaDevice(machine, pci, properties, Rom(PcDefaults.StandardRom)));
    }

    public void AddCirrus(PropertySet properties)
    {
        ClaimDisplay(properties.Driver);
        machine.AddDevice(new CirrusDevice(machine, pci, properties, Rom(PcDefaults.CirrusRom)));
    }

    /// <summary>Both have the ports and the window of a VGA.</summary>
    private void ClaimDisplay(string driver)
    {
        if (hasDisplay)
        {
            throw new ConfigurationException($"a machine has at most one VGA; with -device {driver} give -vga none");
        }

        hasDisplay = true;
    }

    public void AddBalloon(PropertySet properties)
    {
        if (hasBalloon)
        {
            throw new ConfigurationException("a machine has at most one virtio-balloon-pci");
        }

        hasBalloon = true;
        machine.AddDevice(new VirtioBalloon(machine, pci, properties, config.RamBytes));
    }

    public void AddBlock(PropertySet properties)
    {
        var (disk, drive) = drives.Take(properties.Driver, properties.Get(VirtioBlockProperties.Drive));
        machine.AddDevice(new VirtioBlock(machine, pci, properties, disk, drive.ReadOnly));
    }

    /// <summary>Adds a network card; its expansion ROM is the image of that name, and without it there is none.</summary>
    public void AddNet(PropertySet properties)
    {
        var number = network.Cards;
        var cable = network.Take(properties.Driver, properties.Get(VirtioNetProperties.Backend));
        machine.AddDevice(new VirtioNet(machine, pci, properties, cable, number, Rom(NetworkRom)));
    }

    public void AddE1000(PropertySet properties)
    {
        var number = network.Cards;
        var cable = network.Take(properties.Driver, properties.Get(E1000Properties.Backend));
        var rom = Rom(properties.Get(E1000Properties.RomFile));
        machine.AddDevice(new E1000Device(machine, pci, properties, cable, number, rom));
    }

    public void AddScsi(PropertySet properties)
    {
        scsi = new VirtioScsi(machine, pci, properties);
        machine.AddDevice(scsi);
    }

    /// <summary>Adds a disk to the SCSI controller that was added last.</summary>
    public void AddScsiDisk(PropertySet properties)
    {
        var controller =
            scsi
            ?? throw new ConfigurationException(
                $"{properties.Driver}: there is no virtio-scsi-pci; give -device virtio-scsi-pci before it"
            );
        var (disk, drive) = drives.Take(properties.Driver, properties.Get(ScsiDiskProperties.Drive));
        controller.AddDisk(properties, disk, drive.ReadOnly, drive.Id);
    }

    public void AddVirtioSerial(PropertySet properties) =>
        machine.AddDevice(virtioSerial = new VirtioSerial(machine, pci, properties));

    /// <summary>Adds a port to the virtio-serial device that was added last.</summary>
    public void AddVirtioPort(PropertySet properties) =>
        (
            virtioSerial
            ?? throw new ConfigurationException(
                $"{properties.Driver}: there is no virtio-serial-pci; give -device virtio-serial-pci before it"
            )
        ).AddPort(properties);

    public void AddRng(PropertySet properties) =>
        machine.AddDevice(new VirtioRng(machine, pci, properties, config.Seed));

    /// <summary>Adds a COM port; index, port and interrupt that are not given follow the first COM port that is free.</summary>
    public void AddSerialPort(PropertySet properties)
    {
        var index = properties.Get(Uart16550Properties.Index);
        var place = index == Uart16550Properties.ByIndex ? System.Array.IndexOf(takenComPorts, false) : (int)index;
        if (place < 0 || place >= takenComPorts.Length)
        {
            throw new ConfigurationException(
                $"isa-serial: there are {takenComPorts.Length} COM ports, with index 0 to {takenComPorts.Length - 1}"
            );
        }

        takenComPorts[place] = true;
        var standard = Uart16550Properties.Place(place);
        var port = properties.Get(Uart16550Properties.IoBase);
        var irq = properties.Get(Uart16550Properties.Irq);
        machine.AddDevice(
            new Uart16550Device(
                machine,
                $"serial{serialPorts++}",
                port == Uart16550Properties.ByIndex ? standard.Port : port,
                chipset.Interrupts,
                irq == Uart16550Properties.ByIndex ? standard.Irq : irq
            )
        );
    }

    public void AddParallelPort(PropertySet properties)
    {
        if (hasParallelPort)
        {
            throw new ConfigurationException($"a machine has at most one {properties.Driver} here");
        }

        hasParallelPort = true;
        machine.AddDevice(new ParallelDevice(machine, properties, chipset.Interrupts));
    }

    public void AddDebugConsole(PropertySet properties) =>
        machine.AddDevice(
            new DebugConsoleDevice(
                machine,
                debugConsoles++ == 0 ? "debugcon" : $"debugcon{debugConsoles - 1}",
                properties
            )
        );

    public void AddDebugExit(PropertySet properties) => machine.AddDevice(new DebugExitDevice(machine, properties));

    /// <summary>The option ROM of that name, if it was given.</summary>
    private IImage? Rom(string name)
    {
        foreach (var reference in config.Roms)
        {
            if (reference.Name == name)
            {
                return images.Open(reference);
            }
        }

        return null;
    }
}
