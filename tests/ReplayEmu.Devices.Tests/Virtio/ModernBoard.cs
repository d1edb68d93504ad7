using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Devices.Virtio;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>A modern driver of any virtio device: sets up queues in the board's RAM, makes requests, sees messages.</summary>
internal sealed class ModernBoard : IDisposable
{
    public const ulong ModernBar = 0x4000_0000;
    public const ulong MsixBar = 0x5000_0000;
    public const ulong MessageAddress = 0xfee0_0000;
    public const int Slot = 0x80;
    private const ulong Device = ModernBar + 0x2000;
    private const ulong NotifyBase = ModernBar + 0x3000;
    private const uint RingBase = 0x10000;
    private const uint RingStride = 0x4000;
    private readonly ushort[] available = new ushort[64];

    /// <param name="names">All properties of the device.</param>
    /// <param name="driver">QEMU's name.</param>
    /// <param name="create">Makes the device from its properties.</param>
    /// <param name="values">Properties that are not at their default.</param>
    public ModernBoard(
        string driver,
        IEnumerable<DeviceProperty> names,
        Func<PciBoard, PropertySet, VirtioPciDevice> create,
        params (string Name, string Value)[] values
    )
    {
        var set = new PropertySet(driver, names);
        set.Set("addr", "10");
        foreach (var (name, value) in values)
        {
            set.Set(name, value);
        }

        Board.Machine.Memory.Root.Map(
            MessageAddress,
            new IoRegion("messages", 0x100000, new MessageSink(this), AccessSizes.UpTo4)
        );
        Board.Bus.Router = new Wires(this);
        Function = create(Board, set);
        Function.Reset();
        Function.WriteConfig(0x14, 4, (uint)MsixBar);
        Function.WriteConfig(0x20, 4, (uint)ModernBar);
        Function.WriteConfig(PciRegister.Command, 2, PciRegister.CommandMemory | PciRegister.CommandBusMaster);
    }

    public PciBoard Board { get; } = new();

    public VirtioPciDevice Function { get; }

    public bool Interrupt { get; private set; }

    /// <summary>Data of the interrupt messages so far.</summary>
    public List<uint> Messages { get; } = [];

    public byte Status
    {
        get => (byte)Common(0x14, 1);
        set => SetCommon(0x14, 1, value);
    }

    public uint Common(int register, int size) => (uint)Board.Machine.Memory.Read(ModernBar + (ulong)register, size);

    public void SetCommon(int register, int size, uint value) =>
        Board.Machine.Memory.Write(ModernBar + (ulong)register, size, value);

    public uint Config(int offset, int size) => (uint)Board.Machine.Memory.Read(Device + (ulong)offset, size);

    public void SetConfig(int offset, int size, uint value) =>
        Board.Machine.Memory.Write(Device + (ulong)offset, size, value);

    public byte TakeInterruptStatus() => (byte)Board.Machine.Memory.Read(ModernBar + 0x1000, 1);

    /// <summary>All feature bits that the device offers.</summary>
    public ulong Features()
    {
        SetCommon(0, 4, 1);
        var high = (ulong)Common(4, 4) << 32;
        SetCommon(0, 4, 0);
        return high | Common(4, 4);
    }

    /// <summary>Acknowledges features, sets up queues of 16 entries, and says that the driver is ready.</summary>
    public void Start(ulong features, params int[] queues)
    {
        Status = 0;
        Status = 1;
        Status = 3;
        for (uint word = 0; word < 2; word++)
        {
            SetCommon(8, 4, word);
            SetCommon(0xc, 4, (uint)((features | (1ul << 32)) >> (32 * (int)word)));
        }

        Status = 0xb;
        foreach (var queue in queues)
        {
            available[queue] = 0;
            Board.Ram.Span(Ring(queue), (int)RingStride).Clear();
            SetCommon(0x16, 2, (uint)queue);
            SetCommon(0x18, 2, 16);
            SetCommon(0x1a, 2, (uint)queue);
            SetCommon(0x20, 4, Ring(queue));
            SetCommon(0x28, 4, Ring(queue) + 0x1000);
            SetCommon(0x30, 4, Ring(queue) + 0x2000);
            SetCommon(0x1c, 2, 1);
        }

        Status = 0xf;
    }

    /// <summary>Switches to messages; vector n sends the data 0x40 + n.</summary>
    public void EnableMessages(int vectors)
    {
        for (uint vector = 0; vector < vectors; vector++)
        {
            SetVector(vector, isMasked: false);
        }

        Function.WriteConfig(MsixControl, 2, 0x8000);
    }

    public int MsixControl => Function.Config[PciRegister.CapabilityPointer] + 2;

    public void SetVector(uint vector, bool isMasked)
    {
        var entry = MsixBar + (16 * vector);
        Board.Machine.Memory.Write(entry, 4, MessageAddress);
        Board.Machine.Memory.Write(entry + 4, 4, 0);
        Board.Machine.Memory.Write(entry + 8, 4, 0x40 + vector);
        Board.Machine.Memory.Write(entry + 12, 4, isMasked ? 1u : 0);
    }

    /// <summary>Puts a chain of buffers into the available ring and notifies; the readable ones come first.</summary>
    /// <returns>Bytes that the device says it wrote, or null when the request was not returned.</returns>
    public uint? Request(int queue, params (ulong Address, uint Length, bool IsWritable)[] buffers)
    {
        var before = UsedIndex(queue);
        Offer(queue, 0, buffers);
        Notify(queue);
        return UsedIndex(queue) == before
            ? null
            : (uint)Board.Machine.Memory.Read(Ring(queue) + 0x2004 + (8 * (before % 16u)) + 4, 4);
    }

    /// <summary>Puts a chain into the available ring that starts at a descriptor, without a notification.</summary>
    public void Offer(int queue, int head, params (ulong Address, uint Length, bool IsWritable)[] buffers)
    {
        for (var i = 0; i < buffers.Length; i++)
        {
            var entry = Board.Ram.Span(Ring(queue) + (16u * (uint)(head + i)), 16);
            var isLast = i == buffers.Length - 1;
            BinaryPrimitives.WriteUInt64LittleEndian(entry, buffers[i].Address);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], buffers[i].Length);
            var flags = (isLast ? 0 : 1) | (buffers[i].IsWritable ? 2 : 0);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[12..], (ushort)flags);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[14..], (ushort)(isLast ? 0 : head + i + 1));
        }

        var ring = Ring(queue) + 0x1000;
        Word(ring + 4 + (2u * (available[queue] % 16u)), (ushort)head);
        Word(ring + 2, ++available[queue]);
    }

    public void Notify(int queue) => Board.Machine.Memory.Write(NotifyBase + (4 * (ulong)queue), 2, (uint)queue);

    public ushort UsedIndex(int queue) =>
        BinaryPrimitives.ReadUInt16LittleEndian(Board.Ram.Span(Ring(queue) + 0x2002, 2));

    public Span<byte> Ram(uint address, int length) => Board.Ram.Span(address, length);

    public void Dispose() => Board.Dispose();

    private static uint Ring(int queue) => RingBase + (RingStride * (uint)queue);

    private void Word(uint address, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(Board.Ram.Span(address, 2), value);

    private sealed class Wires(ModernBoard board) : IIrqSink
    {
        public void SetInput(int input, bool level) => board.Interrupt = level;
    }

    private sealed class MessageSink(ModernBoard board) : IBusDevice
    {
        public ulong Read(ulong offset, int size) => 0;

        public void Write(ulong offset, int size, ulong value) => board.Messages.Add((uint)value);
    }
}
