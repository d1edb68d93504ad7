using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;

namespace ReplayEmu.Devices.Tests.Storage;

public sealed class BusMasterTests
{
    private const ushort Registers = 0xc000;
    private const uint Table = 0x1000;
    private IdeBoard ide = null!;

    [SetUp]
    public void Build()
    {
        ide = new IdeBoard();
        ide.Ide.WriteConfig(0x20, 4, Registers);
        ide.Ide.WriteConfig(PciRegister.Command, 2, PciRegister.CommandIo | PciRegister.CommandBusMaster);
        ide.Board.Out(Registers + 4, Table, 4);
    }

    [TearDown]
    public void Free() => ide.Dispose();

    [Test]
    public void A_read_is_scattered_along_the_table()
    {
        Descriptor(0, 0x2000, 256, last: false);
        Descriptor(1, 0x3000, 768, last: true);
        ide.Command(0xc8, 20, 2);
        ide.Board.Out(Registers, 0x09);
        Assert.That(ide.Board.Ram.Span(0x2000, 256).ToArray(), Has.All.EqualTo(20));
        Assert.That(ide.Board.Ram.Span(0x3100, 512).ToArray(), Has.All.EqualTo(21));
        Assert.That(ide.Board.In(Registers + 2), Is.EqualTo(4));
        Assert.That((ide.Interrupt, ide.Status), Is.EqualTo((true, (byte)0x50)));
    }

    [Test]
    public void A_write_is_gathered_and_may_start_before_the_command()
    {
        ide.Board.Ram.Span(0x2000, 512).Fill(0x77);
        Descriptor(0, 0x2000, 512, last: true);
        ide.Board.Out(Registers, 0x01);
        ide.Command(0xca, 30, 1);
        var sector = new byte[512];
        ide.Disk.Read(30, sector);
        Assert.That(sector, Has.All.EqualTo(0x77));
    }

    [Test]
    public void A_table_that_is_too_short_is_an_error()
    {
        Descriptor(0, 0x2000, 512, last: true);
        ide.Command(0xc8, 0, 2);
        ide.Board.Out(Registers, 0x09);
        Assert.That(ide.Board.In(Registers + 2), Is.EqualTo(6));
        Assert.That(ide.Status & 1, Is.EqualTo(1));
    }

    [Test]
    public void A_table_without_end_is_cut()
    {
        // Every descriptor is two bytes long and none is the last: the table of 64 KiB is used up before the transfer.
        for (var i = 0; i < 8200; i++)
        {
            Descriptor(i, 0x20000, 2, last: false);
        }

        ide.Command(0xc8, 0, 40);
        ide.Board.Out(Registers, 0x09);
        Assert.That(ide.Board.In(Registers + 2) & 2, Is.EqualTo(2));
    }

    [Test]
    public void The_wrong_direction_is_an_error()
    {
        Descriptor(0, 0x2000, 512, last: true);
        ide.Command(0xca, 0, 1);
        ide.Board.Out(Registers, 0x09);
        Assert.That(ide.Status & 1, Is.EqualTo(1));
    }

    [Test]
    public void Stopping_before_the_command_leaves_the_drive_waiting()
    {
        Descriptor(0, 0x2000, 512, last: true);
        ide.Board.Out(Registers, 0x09);
        ide.Board.Out(Registers, 0x08);
        ide.Command(0xc8, 0, 1);
        Assert.That(ide.Status, Is.EqualTo(0x58));
    }

    private void Descriptor(int index, uint address, ushort count, bool last)
    {
        var entry = ide.Board.Ram.Span(Table + (8ul * (uint)index), 8);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, address);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], count);
        entry[7] = last ? (byte)0x80 : (byte)0;
    }
}
