using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>Cirrus Logic CL-GD5446 with 4 MiB, QEMU's <c>cirrus-vga</c>: PCI 1013:00b8. The hardware cursor is not drawn on the screen.</summary>
public sealed unsafe class CirrusDevice : PciFunction, IScreen
{
    /// <summary>Bytes of video memory that the chip addresses.</summary>
    internal const ulong VideoMemory = 4 << 20;

    private readonly CirrusState* state;
    private readonly VgaState* vga;
    private readonly MemoryBlock vram;

    /// <param name="bus">Where the function is, and whose spaces get the legacy ports and window.</param>
    /// <param name="rom">The option ROM, or null.</param>
    public CirrusDevice(VirtualMachine machine, PciBus bus, PropertySet properties, IImage? rom)
        : base(
            machine,
            bus,
            properties.Get(CirrusProperties.Address),
            CirrusProperties.Driver,
            new PciIdentity(0x1013, 0x00b8, 0x030000)
        )
    {
        vga = machine.Arena.Add<VgaState>("cirrus.vga");
        state = machine.Arena.Add<CirrusState>("cirrus");
        vram = machine.AddBlock(new MemoryBlock("vga.vram", VideoMemory));
        var transfer = new CirrusTransfer(state, vram);
        var registers = new CirrusTransferRegisters();
        var ports = new CirrusPorts(state, vga, new VgaPorts(vga, machine.Clock), transfer);
        registers.Ports = ports;
        var linear = new CirrusLinear(state, vga, vram, registers, transfer);
        var memory = new CirrusMemory(state, new VgaMemory(vga, vram), linear, registers, transfer);
        bus.Ports.Map(VgaRegisters.Ports, Io("vga", VgaRegisters.PortCount, ports, AccessSizes.Byte));
        bus.Memory.Map(VgaMemory.Address, Io("vga.window", VgaMemory.Size, memory, AccessSizes.Byte), priority: 1);
        AddMemoryBar(0, Io("cirrus.linear", CirrusLinear.Size, linear, AccessSizes.UpTo4), prefetchable: true);
        AddMemoryBar(1, Io("cirrus.mmio", 0x1000, new CirrusMmio(ports, registers), AccessSizes.Byte));
        if (rom is not null && properties.Get(CirrusProperties.RomBar) != 0)
        {
            AddRom("vga.rom", rom);
        }
    }

    private CirrusScreen Screen => new(state, vga, vram);

    string[] IScreen.ReadText() => Screen.ReadText();

    ScreenPicture IScreen.Draw() => Screen.Draw();

    public override void Reset()
    {
        base.Reset();
        *vga = default;
        *state = default;
        vga->PelMask = 0xff;
        state->Sequencer[CirrusRegister.Unlock] = CirrusRegister.Locked;
        state->Sequencer[CirrusRegister.DramControl] = 0x98;
        state->Sequencer[CirrusRegister.MemorySize] = 0x04;
        state->Sequencer[CirrusRegister.Configuration] = 0x20;
        state->Sequencer[CirrusRegister.MemoryClock] = 0x2d;
        state->Graphics[0x18] = 0x0f;
        state->Crtc[CirrusRegister.PartId] = CirrusRegister.Gd5446;
        // Locked: more than the four reads that open it.
        state->HiddenDacReads = 5;
    }

    private IoRegion Io(string name, ulong size, IBusDevice device, AccessSizes sizes) =>
        new(name, size, device, sizes) { Source = Source };
}
