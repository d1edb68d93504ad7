using System.Text;
using NUnit.Framework;

namespace ReplayEmu.Devices.Tests.Storage;

public sealed class AtaDriveTests
{
    private const byte Ready = 0x50;
    private const byte DataRequest = 0x58;
    private const byte Failed = 0x41;
    private IdeBoard ide = null!;

    [SetUp]
    public void Build() => ide = new IdeBoard();

    [TearDown]
    public void Free() => ide.Dispose();

    [Test]
    public void Identify_gives_model_and_size()
    {
        ide.Command(0xec);
        Assert.That(ide.Status, Is.EqualTo(DataRequest));
        var data = ide.ReadData(512);
        Assert.That(Encoding.ASCII.GetString(data, 54, 14), Is.EqualTo("EQUMH RADDSI K"));
        Assert.That(data[120] | (data[121] << 8), Is.EqualTo(IdeBoard.Sectors));
        Assert.That(data[200] | (data[201] << 8), Is.EqualTo(IdeBoard.Sectors));
        Assert.That(ide.Status, Is.EqualTo(Ready));
    }

    [Test]
    public void Read_sectors_interrupts_for_each_sector()
    {
        ide.Command(0x20, 200, 2);
        Assert.That(ide.Interrupt, Is.True);
        Assert.That(ide.Status, Is.EqualTo(DataRequest));
        Assert.That(ide.Interrupt, Is.False);
        Assert.That(ide.ReadData(512), Has.All.EqualTo(200));
        Assert.That(ide.Interrupt, Is.True);
        Assert.That(ide.ReadData(512), Has.All.EqualTo(201));
        Assert.That(ide.Status, Is.EqualTo(Ready));
    }

    [Test]
    public void Read_sectors_ext_uses_the_previous_register_values()
    {
        ide.CommandExt(0x24, 258, 1);
        Assert.That(ide.ReadData(512), Has.All.EqualTo(2));
    }

    [Test]
    public void A_48_bit_address_beyond_the_disk_aborts()
    {
        ide.CommandExt(0x24, 1ul << 40, 1);
        Assert.That(ide.Status, Is.EqualTo(Failed));
    }

    [Test]
    public void A_count_of_zero_is_256_sectors()
    {
        ide.Command(0x20, 44, 0);
        ide.ReadData(255 * 512);
        Assert.That(ide.ReadData(512), Has.All.EqualTo(299 & 0xff));
        Assert.That(ide.Status, Is.EqualTo(Ready));
    }

    [Test]
    public void Chs_addresses_count_sectors_from_one()
    {
        ide.Board.Out(0x1f6, 0xa1);
        ide.Board.Out(0x1f2, 1);
        ide.Board.Out(0x1f3, 2);
        ide.Board.Out(0x1f4, 0);
        ide.Board.Out(0x1f5, 0);
        ide.Board.Out(0x1f7, 0x20);
        Assert.That(ide.ReadData(512), Has.All.EqualTo(64));
    }

    [Test]
    public void Chs_sector_zero_aborts()
    {
        ide.Board.Out(0x1f6, 0xa0);
        ide.Board.Out(0x1f2, 1);
        ide.Board.Out(0x1f3, 0);
        ide.Board.Out(0x1f7, 0x20);
        Assert.That(ide.Status, Is.EqualTo(Failed));
    }

    [Test]
    public void Read_multiple_moves_blocks()
    {
        ide.Command(0xc6, 0, 4);
        ide.Command(0xc4, 10, 6);
        ide.Status.ToString();
        ide.ReadData(4 * 512 - 2);
        Assert.That(ide.Interrupt, Is.False);
        ide.ReadData(2);
        Assert.That(ide.Interrupt, Is.True);
        ide.ReadData(2 * 512);
        Assert.That(ide.Status, Is.EqualTo(Ready));
    }

    [Test]
    public void Written_sectors_are_on_the_disk()
    {
        ide.Command(0x30, 7, 2);
        Assert.That(ide.Interrupt, Is.False);
        ide.WriteData(0xaa, 512);
        Assert.That(ide.Interrupt, Is.True);
        Assert.That(ide.Status, Is.EqualTo(DataRequest));
        ide.WriteData(0xbb, 512);
        Assert.That(ide.Status, Is.EqualTo(Ready));
        var sectors = new byte[1024];
        ide.Disk.Read(7, sectors);
        Assert.That((sectors[511], sectors[512]), Is.EqualTo(((byte)0xaa, (byte)0xbb)));
    }

    [TestCase((byte)0x20)]
    [TestCase((byte)0x30)]
    [TestCase((byte)0xc8)]
    public void A_range_that_ends_beyond_the_disk_aborts(byte command)
    {
        ide.Command(command, 299, 2);
        Assert.That(ide.Status, Is.EqualTo(Failed));
        Assert.That(ide.Board.In(0x1f1), Is.EqualTo(4));
    }

    [TestCase((byte)0x00)]
    [TestCase((byte)0xa1)]
    [TestCase((byte)0xb0)]
    [TestCase((byte)0xff)]
    public void Commands_that_it_lacks_abort(byte command)
    {
        ide.Command(command);
        Assert.That(ide.Status, Is.EqualTo(Failed));
    }

    [Test]
    public void Every_command_leaves_the_drive_usable()
    {
        for (var command = 0; command < 256; command++)
        {
            ide.Command((byte)command);
            ide.Command(0xec);
            Assert.That(ide.Status, Is.EqualTo(DataRequest), $"after command 0x{command:x2}");
        }
    }

    [Test]
    public void The_transfer_mode_is_seen_in_identify()
    {
        ide.Board.Out(0x1f1, 3);
        ide.Command(0xef, 0, 0x22);
        Assert.That(ide.Status, Is.EqualTo(Ready));
        ide.Command(0xec);
        Assert.That(ide.ReadData(512)[127], Is.EqualTo(4));
    }

    [Test]
    public void Native_max_address_is_the_last_sector()
    {
        ide.Command(0xf8);
        Assert.That(ide.Board.In(0x1f3) | (ide.Board.In(0x1f4) << 8), Is.EqualTo(IdeBoard.Sectors - 1));
    }
}
