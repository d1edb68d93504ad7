using System;
using System.Buffers.Binary;
using System.Linq;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Ahci;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Storage.Ahci;

/// <summary>A controller with a disk of 64 sectors on port 0, whose sector n is filled with n; command list and tables in RAM.</summary>
internal sealed class AhciBoard : IDisposable
{
    public const uint Registers = 0xfebf_1000;
    public const uint Port0 = Registers + 0x100;
    public const int List = 0x1000;
    public const int Received = 0x2000;
    public const int Table = 0x3000;
    public const int Data = 0x8000;

    public AhciBoard()
    {
        Board = new PciBoard();
        Board.Bus.Router = Board;
        Controller = new AhciController(Board.Machine, Board.Bus, 0xfa);
        var image = Enumerable.Range(0, 64 * 512).Select(i => (byte)(i / 512)).ToArray();
        Disk = new RawDisk(Board.Machine, "sata0", new MemoryImage(image));
        Controller.Attach(0, Disk, "QM00001");
        Controller.Reset();
        Controller.WriteConfig(0x24, 4, Registers);
        Controller.WriteConfig(PciRegister.Command, 2, PciRegister.CommandMemory | PciRegister.CommandBusMaster);
        Write(Registers + 4, 2);
        Write(Port0, List);
        Write(Port0 + 8, Received);
        Write(Port0 + 0x14, uint.MaxValue);
        Write(Port0 + 0x18, 0x17);
    }

    public PciBoard Board { get; }

    public AhciController Controller { get; }

    public RawDisk Disk { get; }

    /// <summary>INTA# of slot 31 is PIRQC on a board that swizzles.</summary>
    public bool Interrupt => Board.Levels[2];

    public Span<byte> Ram(int address, int length) => Board.Ram.Span((ulong)address, length);

    public uint Read(uint address) => (uint)Board.Machine.Memory.Read(address, 4);

    public void Write(uint address, uint value) => Board.Machine.Memory.Write(address, 4, value);

    /// <summary>Writes header and table of a slot and issues it.</summary>
    public void Issue(int slot, ReadOnlySpan<byte> fis, params (int Address, int Length)[] regions)
    {
        var table = Table + (slot * 0x400);
        var header = Ram(List + (slot * 32), 32);
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header, 5);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)regions.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)table);
        Ram(table, 0x80).Clear();
        fis.CopyTo(Ram(table, 0x80));
        for (var i = 0; i < regions.Length; i++)
        {
            var entry = Ram(table + 0x80 + (16 * i), 16);
            entry.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)regions[i].Address);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], regions[i].Length - 1);
        }

        Write(Port0 + 0x38, 1u << slot);
    }

    /// <summary>A register FIS with a command on 48-bit sectors.</summary>
    public static byte[] Command(byte code, byte sector = 0, byte count = 0) =>
        [0x27, 0x80, code, 0, sector, 0, 0, 0x40, 0, 0, 0, 0, count, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>A register FIS with a queued command.</summary>
    public static byte[] Queued(byte code, byte tag, byte sector, byte count) =>
        [0x27, 0x80, code, count, sector, 0, 0, 0x40, 0, 0, 0, 0, (byte)(tag << 3), 0, 0, 0, 0, 0, 0, 0];

    public void Dispose() => Board.Dispose();
}
