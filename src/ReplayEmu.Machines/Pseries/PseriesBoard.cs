using System;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Devices.Pseries.Clock;
using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Tce;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machines.Pseries.Firmware;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The wiring of a pSeries machine. At every reset firmware is put at address 0, kernel and RAM disk behind it and the device tree near the
/// end of memory, where the processor's r3 points. Without an image the firmware is <see cref="OpenFirmware"/>.
/// </summary>
internal sealed class PseriesBoard : IDevice
{
    /// <summary>Firmware may be so large.</summary>
    private const long MaxFirmware = 4 << 20;

    /// <summary>Room for the device tree below the end of the memory that real mode reaches.</summary>
    private const ulong TreeRoom = 2 << 20;
    private const ulong MaxTreeEnd = 2UL << 30;

    /// <summary>Room below the tree that SLOF needs for itself.</summary>
    private const ulong FirmwareRoom = 40 << 20;
    private readonly MemoryBlock ram;
    private readonly byte[]? image;
    private readonly OpenFirmware? builtIn;
    private readonly PseriesTree tree;
    private readonly PseriesKernel? kernel;
    private readonly PageTableCalls pages;
    private readonly ProcessorCalls processor;
    private readonly ulong treeAddress;

    public PseriesBoard(
        VirtualMachine machine,
        MachineConfig config,
        IImageSource images,
        PowerModel model,
        PseriesLayout layout
    )
    {
        ram = machine.AddBlock(new MemoryBlock("ram", config.RamBytes));
        machine.Memory.Root.Map(0, new RamRegion("ram", ram, 0, config.RamBytes));
        image = config.Bios is null ? null : ReadFirmware(config, images);
        var treeEnd = Math.Min(config.RamBytes, MaxTreeEnd);
        treeAddress = treeEnd - TreeRoom;
        kernel = PseriesKernel.Open(config, images, treeEnd - FirmwareRoom);

        var xics = new XicsDevice(machine);
        Phb = new SpaprPhb(machine, layout.Windows, xics, layout.PciInterrupts);
        var vty = new SpaprVty(machine, "serial0")
        {
            Interrupt = machine.Irqs.Connect("vty", xics, xics.Declare(layout.TerminalInterrupt, isLevel: false)),
        };
        var nvram = new SpaprNvram(machine);
        var tce = new SpaprTce(machine, layout.DmaWindow);
        var clock = new SpaprRtc(machine, config.RtcBaseSeconds);
        var rtas = new SpaprRtas(machine, vty, nvram, Phb, xics, clock);
        tree = new PseriesTree(config, model, layout, Phb, kernel);
        var table = new HashedPageTable(machine.AddBlock(new MemoryBlock("hpt", 1UL << (int)tree.TableShift)));
        pages = new PageTableCalls(table, config.RamBytes);
        processor = new ProcessorCalls(machine);
        var negotiation = new Negotiation(machine, tree, pages);
        if (image is null)
        {
            var profile = new FirmwareProfile(layout.DeviceTypeFromClass);
            builtIn = new OpenFirmware(
                new FirmwareSetting(machine, config, ram, tree, kernel, Phb, vty, negotiation, profile)
            );
        }

        var cpu = new PowerCpu(machine, "cpu0", model)
        {
            BootArgument = treeAddress,
            BootLpcr = model.HasRadix ? LpcrBits.Hr | LpcrBits.Uprt | (layout.LargeDecrementer ? LpcrBits.Ld : 0) : 0,
            HashedPages = table,
            Hypervisor = new PseriesHypervisor(machine, vty, rtas, xics, tce, pages, processor, negotiation, builtIn),
        };
        xics.Output = machine.Irqs.Connect("external", cpu, 0);
        foreach (var device in (ReadOnlySpan<IDevice>)[xics, Phb, vty, nvram, tce, clock])
        {
            machine.AddDevice(device);
        }

        machine.AddCpu(cpu);
    }

    public SpaprPhb Phb { get; }

    public string Name => "board";

    /// <summary>After all devices, for the tree describes what they are at power-on.</summary>
    public void Reset()
    {
        pages.Clear();
        processor.Reset();
        kernel?.LoadInto(ram);
        if (image is not null)
        {
            Put(0, image);
            Put(treeAddress, tree.Flatten(tree.PowerOn()));
        }

        builtIn?.Reset();
    }

    private static byte[] ReadFirmware(MachineConfig config, IImageSource images)
    {
        var image = images.Open(config.Bios!);
        if (image.Size is 0 or > MaxFirmware)
        {
            throw new ConfigurationException(
                $"firmware {config.Bios!.Name}: {image.Size} bytes; it must have 1 byte to 4 MiB"
            );
        }

        var bytes = new byte[image.Size];
        image.Read(0, bytes);
        return bytes;
    }

    private void Put(ulong address, byte[] bytes)
    {
        ram.MarkWritten(address, (ulong)bytes.Length);
        bytes.CopyTo(ram.Span(address, bytes.Length));
    }
}
