using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;
using ReplayEmu.Devices.Pci.Msix;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci;

/// <summary>
/// One PCI function: its configuration space (state), which of its bits a guest can change (wiring), its BARs and its interrupt
/// pin. Devices derive from it, declare their registers and BARs in the constructor and are complete when it ends.
/// </summary>
public abstract unsafe class PciFunction : IDevice, IFactSource
{
    public const int ConfigSize = 256;

    private readonly PciConfigState* state;
    private readonly byte[] powerOn = new byte[ConfigSize];
    private readonly byte[] writable = new byte[ConfigSize];
    private readonly byte[] clearedByOnes = new byte[ConfigSize];
    private readonly List<PciBar> bars = [];
    private readonly VirtualMachine machine;
    private readonly IrqLine? interrupt;
    private int msixCapability;

    /// <param name="address">Slot * 8 + function, or -1 for function 0 of the next free slot.</param>
    /// <param name="driver">QEMU's name of the device, for example <c>virtio-balloon-pci</c>.</param>
    protected PciFunction(VirtualMachine machine, PciBus bus, int address, string driver, PciIdentity identity)
    {
        this.machine = machine;
        Bus = bus;
        Address = address < 0 ? bus.NextFreeSlot() : address;
        Driver = driver;
        Name = $"00:{PciBus.FormatAddress(Address)} {driver}";
        bus.Place(this, Address, driver);
        Source = machine.Observation.Register(Name);
        Dma = new DmaChannel(machine.Memory, machine.Observation, Source);
        state = machine.Arena.Add<PciConfigState>($"00:{PciBus.FormatAddress(Address)}.config");
        interrupt = identity.InterruptPin == 0 ? null : bus.Connect(this, identity.InterruptPin);
        DeclareHeader(identity);
    }

    public PciBus Bus { get; }

    /// <summary>Slot * 8 + function.</summary>
    public int Address { get; }

    /// <summary>QEMU's name of the device.</summary>
    public string Driver { get; }

    /// <summary>Address and driver, for example <c>00:10.0 virtio-balloon-pci</c>.</summary>
    public string Name { get; }

    /// <summary>Number in the machine's source table, for the regions of the device.</summary>
    public ushort Source { get; }

    public IReadOnlyList<PciBar> Bars => bars;

    /// <summary>The configuration space as it is.</summary>
    public ReadOnlySpan<byte> Config => new(state->Bytes, ConfigSize);

    /// <summary>The function masters the bus; whoever uses it checks <see cref="IsBusMaster"/>.</summary>
    protected DmaChannel Dma { get; }

    protected ushort Command => BinaryPrimitives.ReadUInt16LittleEndian(Registers[PciRegister.Command..]);

    /// <summary>The function may read and write memory by itself.</summary>
    public bool IsBusMaster => (Command & PciRegister.CommandBusMaster) != 0;

    /// <summary>Message-signalled interrupts, or null when the function has none.</summary>
    public MsixTable? Msix { get; private set; }

    /// <summary>The configuration space, for registers that the device itself changes.</summary>
    protected Span<byte> Registers => new(state->Bytes, ConfigSize);

    /// <summary>Power-on state of the configuration space; the BARs decode nothing and the interrupt is not asserted.</summary>
    public virtual void Reset()
    {
        interrupt?.Set(false);
        powerOn.CopyTo(Registers);
        Msix?.Reset();
        UpdateBars();
    }

    public virtual void StateReplaced() => UpdateBars();

    /// <summary>A configuration read of 1, 2 or 4 bytes within the 256.</summary>
    public virtual uint ReadConfig(int register, int size)
    {
        uint value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (uint)state->Bytes[(register + i) & (ConfigSize - 1)] << (8 * i);
        }

        return value;
    }

    /// <summary>A configuration write of 1, 2 or 4 bytes: only writable bits change.</summary>
    public virtual void WriteConfig(int register, int size, uint value)
    {
        for (var i = 0; i < size && register + i < ConfigSize; i++)
        {
            var written = (byte)(value >> (8 * i));
            ref var present = ref state->Bytes[register + i];
            var mask = writable[register + i];
            present = (byte)((present & ~mask) | (written & mask));
            present &= (byte)~(written & clearedByOnes[register + i]);
        }

        if (register < PciRegister.Rom + 4 && register + size > PciRegister.Command)
        {
            UpdateBars();
            UpdateInterrupt();
        }

        var control = msixCapability + MsixRegister.Control;
        if (Msix is { IsEnabled: true } msix && register < control + 2 && register + size > control)
        {
            // With messages on, the pin is never used.
            SetInterrupt(false);
            msix.ControlWritten();
        }
    }

    public virtual void WriteFacts(FactWriter facts) => PciFacts.Write(facts, this);

    /// <summary>Makes SERR# enable (command register, bit 8) read-only: property <c>command_serr_enable=off</c> of every function.</summary>
    public void WithoutSystemErrors() =>
        writable[PciRegister.Command + 1] &= unchecked((byte)~(PciRegister.CommandSerr >> 8));

    /// <summary>Declares a register: its value at power-on and which bits a guest can change.</summary>
    /// <param name="register">0 to 255.</param>
    /// <param name="size">1, 2 or 4 bytes.</param>
    /// <param name="value">At power-on.</param>
    /// <param name="writableBits">Bits that take what is written.</param>
    /// <param name="clearedByOneBits">Bits that a written one clears.</param>
    protected void Declare(int register, int size, uint value, uint writableBits = 0, uint clearedByOneBits = 0)
    {
        for (var i = 0; i < size; i++)
        {
            powerOn[register + i] = (byte)(value >> (8 * i));
            writable[register + i] = (byte)(writableBits >> (8 * i));
            clearedByOnes[register + i] = (byte)(clearedByOneBits >> (8 * i));
        }
    }

    /// <summary>Adds BAR <paramref name="index"/> in I/O space.</summary>
    protected PciBar AddIoBar(int index, MemoryRegion region) =>
        AddBar(new PciBar(index, PciBarKind.Io, prefetchable: false, region, Bus.Ports));

    /// <summary>Adds BAR <paramref name="index"/> in memory space; a 64-bit one takes the next index too.</summary>
    protected PciBar AddMemoryBar(int index, MemoryRegion region, bool prefetchable = false, bool is64Bit = false) =>
        AddBar(
            new PciBar(index, is64Bit ? PciBarKind.Memory64 : PciBarKind.Memory32, prefetchable, region, Bus.Memory)
        );

    /// <summary>Adds the expansion ROM.</summary>
    protected PciBar AddRomBar(MemoryRegion region) =>
        AddBar(new PciBar(6, PciBarKind.Rom, prefetchable: false, region, Bus.Memory));

    /// <summary>Adds an expansion ROM with these contents; its size is the next power of two.</summary>
    /// <param name="name">Of the memory.</param>
    /// <exception cref="ConfigurationException">Not 1 byte to 1 MiB.</exception>
    protected void AddRom(string name, IImage rom)
    {
        const long Largest = 1 << 20;
        const uint Smallest = 2048;
        if (rom.Size is <= 0 or > Largest)
        {
            throw new ConfigurationException($"{Driver}: an option ROM of {rom.Size} bytes, not 1 to {Largest}");
        }

        var size = BitOperations.RoundUpToPowerOf2(Math.Max((uint)rom.Size, Smallest));
        var block = machine.AddBlock(new MemoryBlock(name, size, isRom: true));
        rom.Read(0, block.Span(0, (int)rom.Size));
        AddRomBar(new RamRegion(name, block, 0, size, readOnly: true));
    }

    /// <summary>Adds a capability in front of the list; its body is read-only until it is declared otherwise.</summary>
    /// <param name="offset">0x40 to 0xfc, a multiple of 4.</param>
    /// <param name="size">Bytes, with the two of the header.</param>
    protected void AddCapability(byte id, int offset, int size)
    {
        for (var i = 0; i < size; i++)
        {
            Declare(offset + i, 1, 0);
        }

        Declare(offset, 1, id);
        Declare(offset + 1, 1, powerOn[PciRegister.CapabilityPointer]);
        Declare(PciRegister.CapabilityPointer, 1, (uint)offset);
        powerOn[PciRegister.Status] |= (byte)PciRegister.StatusCapabilities;
    }

    /// <summary>Adds message-signalled interrupts with a memory BAR of their own.</summary>
    /// <param name="bar">Index of the BAR.</param>
    /// <param name="capability">Configuration register of the capability.</param>
    /// <param name="vectors">At least 1.</param>
    /// <exception cref="ConfigurationException">More vectors than are implemented.</exception>
    protected void AddMsix(int bar, int capability, uint vectors)
    {
        if (vectors > MsixTable.MaximumVectors)
        {
            throw new ConfigurationException(
                $"{Driver}: vectors={vectors} is not implemented; at most {MsixTable.MaximumVectors}"
            );
        }

        msixCapability = capability;
        Msix = new MsixTable(machine, this, Dma, capability, (int)vectors);
        AddMemoryBar(bar, Msix.Region);
        AddCapability(MsixRegister.CapabilityId, capability, MsixRegister.CapabilitySize);
        Declare(
            capability + MsixRegister.Control,
            2,
            vectors - 1,
            MsixRegister.ControlEnable | MsixRegister.ControlFunctionMask
        );
        Declare(capability + MsixRegister.Table, 4, (uint)bar);
        Declare(capability + MsixRegister.Pending, 4, Msix.PendingOffset | (uint)bar);
    }

    /// <summary>Asserts or releases the function's interrupt pin; shown in the status register and gated by the command register.</summary>
    protected void SetInterrupt(bool asserted)
    {
        var status = state->Bytes[PciRegister.Status];
        state->Bytes[PciRegister.Status] = (byte)(
            asserted ? status | PciRegister.StatusInterrupt : status & ~PciRegister.StatusInterrupt
        );
        UpdateInterrupt();
    }

    private void DeclareHeader(PciIdentity identity)
    {
        // QEMU keeps everything beyond the header as scratch bytes until a capability or the device claims them.
        writable.AsSpan(PciRegister.HeaderEnd).Fill(0xff);
        Declare(PciRegister.Vendor, 2, identity.Vendor);
        Declare(PciRegister.Device, 2, identity.Device);
        Declare(
            PciRegister.Command,
            2,
            0,
            PciRegister.CommandIo
                | PciRegister.CommandMemory
                | PciRegister.CommandBusMaster
                | PciRegister.CommandSerr
                | PciRegister.CommandInterruptDisable
        );
        Declare(PciRegister.Status, 2, identity.Status, 0, PciRegister.StatusErrors);
        Declare(PciRegister.Revision, 4, (identity.ClassCode << 8) | identity.Revision);
        Declare(PciRegister.CacheLineSize, 1, 0, 0xff);
        Declare(PciRegister.HeaderType, 1, identity.HeaderType);
        Declare(PciRegister.SubsystemVendor, 2, identity.SubsystemVendor);
        Declare(PciRegister.Subsystem, 2, identity.Subsystem);
        Declare(PciRegister.InterruptLine, 1, 0, 0xff);
        Declare(PciRegister.InterruptPin, 1, identity.InterruptPin);
    }

    private PciBar AddBar(PciBar bar)
    {
        bars.Add(bar);
        var addressBits = ~(bar.Size - 1);
        var enableBit = bar.Kind == PciBarKind.Rom ? 1u : 0;
        Declare(bar.Register, 4, bar.TypeBits, (uint)addressBits | enableBit);
        if (bar.Width == 8)
        {
            Declare(bar.Register + 4, 4, 0, (uint)(addressBits >> 32));
        }

        return bar;
    }

    private void UpdateBars()
    {
        foreach (var bar in bars)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(Registers[bar.Register..]);
            var high = bar.Width == 8 ? BinaryPrimitives.ReadUInt32LittleEndian(Registers[(bar.Register + 4)..]) : 0;
            bar.Update(((ulong)high << 32) | low, Command);
        }
    }

    private void UpdateInterrupt() =>
        interrupt?.Set(
            (state->Bytes[PciRegister.Status] & PciRegister.StatusInterrupt) != 0
                && (Command & PciRegister.CommandInterruptDisable) == 0
        );
}
