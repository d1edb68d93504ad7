using System;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The wiring of a pSeries machine. At every reset firmware is put at address 0 and the device tree near the end of memory, where the
/// processor's r3 points.
/// </summary>
internal sealed class PseriesBoard : IDevice
{
    /// <summary>Firmware may be so large.</summary>
    private const long MaxFirmware = 4 << 20;

    /// <summary>Room for the device tree below the end of the memory that real mode reaches.</summary>
    private const ulong TreeRoom = 2 << 20;
    private const ulong MaxTreeEnd = 2UL << 30;
    private readonly MemoryBlock ram;
    private readonly byte[] firmware;
    private readonly byte[] tree;
    private readonly ulong treeAddress;

    public PseriesBoard(VirtualMachine machine, MachineConfig config, IImageSource images, PowerModel model)
    {
        ram = machine.AddBlock(new MemoryBlock("ram", config.RamBytes));
        machine.Memory.Root.Map(0, new RamRegion("ram", ram, 0, config.RamBytes));
        var image = images.Open(config.Bios!);
        if (image.Size is 0 or > MaxFirmware)
        {
            throw new ConfigurationException(
                $"firmware {config.Bios!.Name}: {image.Size} bytes; it must have 1 byte to 4 MiB"
            );
        }

        firmware = new byte[image.Size];
        image.Read(0, firmware);
        var phb = new SpaprPhb(machine, PhbWindows.Present);
        var vty = new SpaprVty(machine, "serial0");
        var nvram = new SpaprNvram(machine);
        var rtas = new SpaprRtas(machine, vty, nvram, phb);
        treeAddress = Math.Min(config.RamBytes, MaxTreeEnd) - TreeRoom;
        tree = PseriesTree.Build(model, config.RamBytes, phb.Windows);
        var cpu = new PowerCpu(machine, "cpu0", model)
        {
            BootArgument = treeAddress,
            Hypervisor = new PseriesHypervisor(machine, vty, rtas),
        };
        foreach (var device in (ReadOnlySpan<IDevice>)[this, phb, vty, nvram])
        {
            machine.AddDevice(device);
        }

        machine.AddCpu(cpu);
    }

    public string Name => "board";

    public void Reset()
    {
        Put(0, firmware);
        Put(treeAddress, tree);
    }

    private void Put(ulong address, byte[] bytes)
    {
        ram.MarkWritten(address, (ulong)bytes.Length);
        bytes.CopyTo(ram.Span(address, bytes.Length));
    }
}
