using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Network.E1000;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Network;

/// <summary>An e1000 with rings of eight descriptors, and a peer that keeps what it gets.</summary>
internal sealed class E1000Rig : IEthernetPort, IDisposable
{
    public const uint ReceiveRing = 0x1000;
    public const uint TransmitRing = 0x2000;
    public const uint Buffers = 0x10000;
    public const uint BufferSize = 0x1000;
    private const ulong Window = 0xe000_0000;
    private readonly PciBoard board = new();

    public E1000Rig(params (string Name, string Value)[] properties)
    {
        var set = new PropertySet(E1000Properties.Driver, E1000Properties.All);
        foreach (var (name, value) in properties)
        {
            set.Set(name, value);
        }

        Cable.Peer = this;
        Card = new E1000Device(board.Machine, board.Bus, set, Cable, 0);
        Card.Reset();
        Card.WriteConfig(PciRegister.Bar0, 4, (uint)Window);
        Card.WriteConfig(PciRegister.Command, 2, 7);
        Write(0x2800, ReceiveRing);
        Write(0x2808, 8 * 16);
        Write(0x3800, TransmitRing);
        Write(0x3808, 8 * 16);
        for (uint i = 0; i < 8; i++)
        {
            Put64(ReceiveRing + (16 * i), Buffers + (BufferSize * i));
        }
    }

    public E1000Device Card { get; }

    public EthernetCable Cable { get; } = new();

    public List<byte[]> Sent { get; } = [];

    /// <summary>INTA# of the first free slot.</summary>
    public bool IsInterrupting => (Card.ReadConfig(PciRegister.Status, 2) & 8) != 0;

    public void Receive(ReadOnlySpan<byte> frame) => Sent.Add(frame.ToArray());

    public uint Read(uint register) => (uint)board.Machine.Memory.Read(Window + register, 4);

    public void Write(uint register, uint value) => board.Machine.Memory.Write(Window + register, 4, value);

    public void Put64(uint address, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(board.Ram.Span(address, 8), value);

    public Span<byte> Memory(uint address, int length) => board.Ram.Span(address, length);

    public uint Eeprom(uint word)
    {
        Write(0x14, (word << 8) | 1);
        return Read(0x14) >> 16;
    }

    public uint Phy(uint register)
    {
        Write(0x20, 0x0820_0000 | (register << 16));
        return Read(0x20) & 0xffff;
    }

    /// <summary>A receive ring with all its buffers, and a receiver that takes its own address and broadcasts.</summary>
    public void Listen()
    {
        Write(0x2818, 7);
        Write(0x100, 0x0000_8002);
    }

    public void Dispose() => board.Dispose();
}
