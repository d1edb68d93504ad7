using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Devices.Virtio.Balloon;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>A small legacy driver: sets up queues in the board's RAM and makes requests.</summary>
internal sealed class BalloonDriver : IDisposable
{
    public const ushort Base = 0xc040;
    public const uint QueueAddress = 0x10000;
    public const int Size = 128;
    private const uint Available = QueueAddress + (16 * Size);
    public const uint Used = QueueAddress + 0x1000;
    private ushort available;

    /// <param name="properties">In addition to those of a legacy device without MSI-X.</param>
    public BalloonDriver(params (string Name, string Value)[] properties)
    {
        var set = new PropertySet(VirtioBalloonProperties.Driver, VirtioBalloonProperties.All);
        set.Set("disable-modern", "on");
        set.Set("vectors", "0");
        set.Set("page-poison", "off");
        set.Set("addr", "10");
        foreach (var (name, value) in properties)
        {
            set.Set(name, value);
        }

        Board.Bus.Router = new Wires(this);
        Balloon = new VirtioBalloon(Board.Machine, Board.Bus, set, 1 << 20);
        Balloon.Reset();
        Balloon.WriteConfig(0x10, 4, Base);
        Balloon.WriteConfig(PciRegister.Command, 2, PciRegister.CommandIo | PciRegister.CommandBusMaster);
    }

    public PciBoard Board { get; } = new();

    public VirtioBalloon Balloon { get; }

    public bool Interrupt { get; private set; }

    public ushort UsedIndex => BinaryPrimitives.ReadUInt16LittleEndian(Board.Ram.Span(Used + 2, 2));

    public uint Read(int register, int size) => Board.In((ushort)(Base + register), size);

    public void Write(int register, int size, uint value) => Board.Out((ushort)(Base + register), value, size);

    public void Start(int queue, uint features = 0)
    {
        Write(18, 1, 3);
        Write(4, 4, features);
        Write(14, 2, (uint)queue);
        Write(8, 4, QueueAddress >> 12);
        Write(18, 1, 7);
    }

    public void Descriptor(
        int index,
        ulong address,
        uint length,
        ushort flags = 0,
        ushort next = 0,
        uint table = QueueAddress
    )
    {
        var entry = Board.Ram.Span(table + (16ul * (uint)index), 16);
        BinaryPrimitives.WriteUInt64LittleEndian(entry, address);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[12..], flags);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[14..], next);
    }

    /// <summary>Puts a chain into the available ring and notifies.</summary>
    public void Submit(int queue, ushort head)
    {
        Word(Available + 4 + (2u * (available % (uint)Size)), head);
        Word(Available + 2, ++available);
        Write(16, 2, (uint)queue);
    }

    public void SetAvailableIndex(ushort index) => Word(Available + 2, index);

    public void SuppressInterrupts() => Word(Available, 1);

    public void Word(uint address, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(Board.Ram.Span(address, 2), value);

    public void Long(uint address, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Board.Ram.Span(address, 4), value);

    public void Dispose() => Board.Dispose();

    private sealed class Wires(BalloonDriver driver) : IIrqSink
    {
        public void SetInput(int input, bool level) => driver.Interrupt = level;
    }
}
