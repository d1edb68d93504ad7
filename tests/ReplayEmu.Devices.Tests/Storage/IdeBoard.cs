using System;
using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Storage;

/// <summary>A PIIX3 IDE function with one disk of 300 sectors as primary master; sector n is filled with n.</summary>
internal sealed class IdeBoard : IDisposable
{
    public const int Sectors = 300;
    public const int Irq = 14;

    public IdeBoard()
    {
        var image = new byte[Sectors * 512];
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (byte)(i / 512);
        }

        Ide = new Piix3Ide(Board.Machine, Board.Bus, 9, Board.Line(Irq), Board.Line(15));
        Disk = new RawDisk(Board.Machine, "ide0-hd0", new MemoryImage(image));
        Ide.Channels[0].Attach(0, Disk, "QM00001");
        Ide.Reset();
    }

    public PciBoard Board { get; } = new();

    public Piix3Ide Ide { get; }

    public RawDisk Disk { get; }

    public bool Interrupt => Board.Levels[Irq];

    /// <summary>Reads the status register, which takes the interrupt.</summary>
    public byte Status => (byte)Board.In(0x1f7);

    public void Command(byte code, uint sector = 0, byte count = 1)
    {
        Board.Out(0x1f6, 0xe0 | (sector >> 24 & 15));
        Board.Out(0x1f2, count);
        Board.Out(0x1f3, sector & 0xff);
        Board.Out(0x1f4, sector >> 8 & 0xff);
        Board.Out(0x1f5, sector >> 16 & 0xff);
        Board.Out(0x1f7, code);
    }

    public void CommandExt(byte code, ulong sector, ushort count)
    {
        Board.Out(0x1f6, 0xe0);
        Board.Out(0x1f2, (uint)count >> 8);
        Board.Out(0x1f3, (uint)(sector >> 24) & 0xff);
        Board.Out(0x1f4, (uint)(sector >> 32) & 0xff);
        Board.Out(0x1f5, (uint)(sector >> 40) & 0xff);
        Board.Out(0x1f2, (uint)count & 0xff);
        Board.Out(0x1f3, (uint)sector & 0xff);
        Board.Out(0x1f4, (uint)(sector >> 8) & 0xff);
        Board.Out(0x1f5, (uint)(sector >> 16) & 0xff);
        Board.Out(0x1f7, code);
    }

    public byte[] ReadData(int bytes)
    {
        var data = new byte[bytes];
        for (var i = 0; i < bytes; i += 2)
        {
            var word = Board.In(0x1f0, 2);
            data[i] = (byte)word;
            data[i + 1] = (byte)(word >> 8);
        }

        return data;
    }

    public void WriteData(byte value, int bytes)
    {
        for (var i = 0; i < bytes; i += 4)
        {
            Board.Out(0x1f0, value * 0x0101_0101u, 4);
        }
    }

    public void Dispose() => Board.Dispose();
}
