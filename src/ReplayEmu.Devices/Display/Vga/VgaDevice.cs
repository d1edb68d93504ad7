using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>QEMU's standard VGA: PCI 1234:1111 with the VGA's ports and window, and the Bochs display interface.</summary>
public sealed unsafe class VgaDevice : PciFunction, IScreen
{
    private readonly VgaState* state;
    private readonly MemoryBlock vram;

    /// <param name="machine">The machine.</param>
    /// <param name="bus">Where the function is, and whose spaces get the legacy ports and window.</param>
    /// <param name="properties">See <see cref="VgaProperties"/>.</param>
    /// <param name="rom">The option ROM, or null.</param>
    /// <exception cref="ConfigurationException">vgamem_mb is no power of two.</exception>
    public VgaDevice(VirtualMachine machine, PciBus bus, PropertySet properties, IImage? rom)
        : base(machine, bus, properties.Get(VgaProperties.Address), VgaProperties.Driver, Identity(properties))
    {
        var megabytes = properties.Get(VgaProperties.VgaMemMb);
        if (megabytes is 0 || (megabytes & (megabytes - 1)) != 0)
        {
            throw new ConfigurationException($"VGA.vgamem_mb: {megabytes} is not a power of two from 1 to 256");
        }

        state = machine.Arena.Add<VgaState>("vga");
        vram = machine.AddBlock(new MemoryBlock("vga.vram", (ulong)megabytes << 20));
        var ports = new VgaPorts(state, machine.Clock);
        var vbe = new VbePorts(state, vram);
        bus.Ports.Map(VgaRegisters.Ports, Io("vga", VgaRegisters.PortCount, ports, AccessSizes.Byte));
        bus.Ports.Map(Vbe.Port, Io("vga.vbe", 4, vbe, AccessSizes.UpTo2));
        bus.Memory.Map(
            VgaMemory.Address,
            Io("vga.window", VgaMemory.Size, new VgaMemory(state, vram), AccessSizes.Byte),
            priority: 1
        );
        AddMemoryBar(0, new RamRegion("vga.vram", vram, 0, vram.Size), prefetchable: true);
        if (properties.Get(VgaProperties.Mmio))
        {
            var mmio = new VgaMmio(ports, vbe, properties.Get(VgaProperties.ExtendedRegisters));
            AddMemoryBar(2, Io("vga.mmio", VgaMmio.Size, mmio, AccessSizes.UpTo2));
        }

        if (rom is not null && properties.Get(VgaProperties.RomBar) != 0)
        {
            AddRom("vga.rom", rom);
        }
    }

    /// <summary>What is on the screen.</summary>
    public VgaScreen Screen => new(state, vram);

    string[] IScreen.ReadText() => Screen.ReadText();

    ScreenPicture IScreen.Draw() => Screen.Draw();

    public override void Reset()
    {
        base.Reset();
        *state = default;
        state->PelMask = 0xff;
        state->Vbe[(int)VbeRegister.Id] = Vbe.LastId;
    }

    private IoRegion Io(string name, ulong size, IBusDevice device, AccessSizes sizes) =>
        new(name, size, device, sizes) { Source = Source };

    private static PciIdentity Identity(PropertySet properties)
    {
        var extended = properties.Get(VgaProperties.Mmio) && properties.Get(VgaProperties.ExtendedRegisters);
        return new PciIdentity(0x1234, 0x1111, 0x030000) { Revision = (byte)(extended ? 2 : 0) };
    }
}
