using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pc;

/// <summary>
/// The physical memory of the board as QEMU lays it out: RAM up to the PCI hole, the rest of RAM from 4 GiB; behind RAM everywhere
/// the PCI bus, with the firmware at the top of 4 GiB and its last 128 KiB again below 1 MiB.
/// </summary>
internal sealed class PcMemory
{
    /// <summary>Where RAM below 4 GiB ends at the latest: the hole begins, on Q35 with configuration space in memory.</summary>
    private const ulong I440fxHole = 0xe000_0000;

    private const ulong Q35Hole = 0xb000_0000;

    private const ulong FourGib = 1ul << 32;
    private const ulong OptionRomStart = 0xc0000;
    private const ulong OptionRomSize = 0x20000;
    private const ulong IsaBiosEnd = 0x100000;
    private const ulong IsaBiosSize = 0x20000;
    private const long MaximumBios = 16 << 20;

    public PcMemory(VirtualMachine machine, MachineConfig config, IImage bios)
    {
        var root = machine.Memory.Root;
        Below4G = LowBytes(config);
        Above4G = config.RamBytes - Below4G;
        var ram = machine.AddBlock(new MemoryBlock("ram", config.RamBytes));
        LowRam = new RamRegion("ram-below-4g", ram, 0, Below4G);
        root.Map(0, LowRam);
        if (Above4G != 0)
        {
            root.Map(FourGib, new RamRegion("ram-above-4g", ram, Below4G, Above4G));
        }

        // Behind RAM: the chipset's PAM and SMRAM windows bring it to the front where they do not send accesses to RAM.
        Pci = new ContainerRegion("pci", ulong.MaxValue);
        root.Map(0, Pci, priority: -1);
        MapBios(machine, bios, config.Bios!.Name);

        // Option ROMs that no PCI device brings along; RAM, so that firmware can unpack them there. As in QEMU.
        var options = machine.AddBlock(new MemoryBlock("pc.rom", OptionRomSize));
        Pci.Map(OptionRomStart, new RamRegion("pc.rom", options, 0, OptionRomSize));
    }

    /// <summary>RAM below the PCI hole.</summary>
    public RamRegion LowRam { get; }

    /// <summary>Bytes of RAM below the PCI hole.</summary>
    public ulong Below4G { get; }

    /// <summary>Bytes of RAM from 4 GiB.</summary>
    public ulong Above4G { get; }

    /// <summary>Memory as the PCI and ISA buses see it.</summary>
    public ContainerRegion Pci { get; }

    /// <summary>How much of the RAM is below 4 GiB: newer versions leave whole GiB to the part above when there is one.</summary>
    public static ulong LowBytes(MachineConfig config)
    {
        var isQ35 = PcVersions.IsQ35(config.Machine);
        var hole = isQ35 ? Q35Hole : I440fxHole;
        if (config.RamBytes < hole)
        {
            return config.RamBytes;
        }

        const ulong Gib = 1 << 30;
        return PcBoardProperties.Get(config, PcProperties.GigabyteAlign) ? (isQ35 ? 2 * Gib : 3 * Gib) : hole;
    }

    private void MapBios(VirtualMachine machine, IImage bios, string name)
    {
        if (bios.Size is <= 0 or > MaximumBios || bios.Size % 0x10000 != 0)
        {
            throw new ConfigurationException(
                $"firmware '{name}' has {bios.Size} bytes; it must be a multiple of 64 KiB up to 16 MiB"
            );
        }

        var size = (ulong)bios.Size;
        var block = machine.AddBlock(new MemoryBlock("pc.bios", size, isRom: true));
        bios.Read(0, block.Span(0, (int)size));
        Pci.Map(FourGib - size, new RamRegion("pc.bios", block, 0, size, readOnly: true));
        var isaSize = Math.Min(size, IsaBiosSize);
        Pci.Map(IsaBiosEnd - isaSize, new RamRegion("isa-bios", block, size - isaSize, isaSize, readOnly: true));
    }
}
