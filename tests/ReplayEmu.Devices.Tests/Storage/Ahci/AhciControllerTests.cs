using System.Buffers.Binary;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Tests.Storage.Ahci;

public sealed class AhciControllerTests
{
    private const uint Port0 = AhciBoard.Port0;
    private AhciBoard ahci = null!;

    [SetUp]
    public void Build() => ahci = new AhciBoard();

    [TearDown]
    public void Free() => ahci.Dispose();

    [Test]
    public void The_drive_shows_its_signature_when_FISes_are_received()
    {
        Assert.That(ahci.Read(Port0 + 0x24), Is.EqualTo(0x101));
        Assert.That(ahci.Ram(AhciBoard.Received + 0x40, 1)[0], Is.EqualTo(0x34));
    }

    [Test]
    public void A_port_without_a_drive_shows_none() => Assert.That(ahci.Read(Port0 + 0x80 + 0x28), Is.Zero);

    [Test]
    public void A_dma_read_is_scattered_along_the_regions()
    {
        ahci.Issue(
            0,
            AhciBoard.Command(0x25, sector: 20, count: 2),
            (AhciBoard.Data, 256),
            (AhciBoard.Data + 4096, 768)
        );
        Assert.That(ahci.Ram(AhciBoard.Data, 256).ToArray(), Has.All.EqualTo(20));
        Assert.That(ahci.Ram(AhciBoard.Data + 4096 + 256, 512).ToArray(), Has.All.EqualTo(21));
    }

    [Test]
    public void A_command_that_ended_leaves_the_list_and_interrupts()
    {
        ahci.Issue(3, AhciBoard.Command(0x25, sector: 1, count: 1), (AhciBoard.Data, 512));
        Assert.That(ahci.Read(Port0 + 0x38), Is.Zero);
        Assert.That(ahci.Read(Port0 + 0x20), Is.EqualTo(0x50));
        Assert.That((ahci.Interrupt, ahci.Read(AhciBoard.Registers + 8)), Is.EqualTo((true, 1u)));
    }

    [Test]
    public void The_header_tells_how_much_was_moved()
    {
        ahci.Issue(0, AhciBoard.Command(0x25, sector: 1, count: 3), (AhciBoard.Data, 4096));
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(ahci.Ram(AhciBoard.List + 4, 4)), Is.EqualTo(1536));
    }

    [Test]
    public void A_dma_write_reaches_the_disk()
    {
        ahci.Ram(AhciBoard.Data, 512).Fill(0x77);
        ahci.Issue(0, AhciBoard.Command(0x35, sector: 9, count: 1), (AhciBoard.Data, 512));
        Assert.That(Sector(9), Has.All.EqualTo(0x77));
    }

    [Test]
    public void Identify_tells_of_the_queue()
    {
        ahci.Issue(0, AhciBoard.Command(0xec), (AhciBoard.Data, 512));
        Assert.That(
            BinaryPrimitives.ReadUInt16LittleEndian(ahci.Ram(AhciBoard.Data + 152, 2)) & 0x100,
            Is.EqualTo(0x100)
        );
        Assert.That(ahci.Ram(AhciBoard.Received + 0x20, 1)[0], Is.EqualTo(0x5f));
    }

    [Test]
    public void A_pio_write_reaches_the_disk()
    {
        ahci.Ram(AhciBoard.Data, 1024).Fill(0x66);
        ahci.Issue(0, AhciBoard.Command(0x34, sector: 40, count: 2), (AhciBoard.Data, 1024));
        Assert.That(Sector(41), Has.All.EqualTo(0x66));
    }

    [Test]
    public void A_queued_read_clears_its_tag()
    {
        ahci.Write(Port0 + 0x34, 1 << 5);
        ahci.Issue(5, AhciBoard.Queued(0x60, tag: 5, sector: 7, count: 1), (AhciBoard.Data, 512));
        Assert.That(ahci.Ram(AhciBoard.Data, 512).ToArray(), Has.All.EqualTo(7));
        Assert.That((ahci.Read(Port0 + 0x34), ahci.Read(Port0 + 0x10) & 8), Is.EqualTo((0u, 8u)));
    }

    [Test]
    public void A_queued_write_reaches_the_disk()
    {
        ahci.Ram(AhciBoard.Data, 512).Fill(0x55);
        ahci.Issue(0, AhciBoard.Queued(0x61, tag: 0, sector: 63, count: 1), (AhciBoard.Data, 512));
        Assert.That(Sector(63), Has.All.EqualTo(0x55));
    }

    [TestCase(0x25)]
    [TestCase(0x60)]
    public void Sectors_that_do_not_exist_are_a_task_file_error(byte code)
    {
        var fis = code == 0x60 ? AhciBoard.Queued(code, 0, 63, 2) : AhciBoard.Command(code, 63, 2);
        ahci.Issue(0, fis, (AhciBoard.Data, 1024));
        Assert.That(ahci.Read(Port0 + 0x10) >> 30 & 1, Is.EqualTo(1));
        Assert.That(ahci.Read(Port0 + 0x20) & 1, Is.EqualTo(1));
    }

    [Test]
    public void Regions_that_are_too_short_end_the_command_with_an_error()
    {
        ahci.Issue(0, AhciBoard.Command(0x25, sector: 1, count: 2), (AhciBoard.Data, 512));
        Assert.That(ahci.Read(Port0 + 0x20) & 1, Is.EqualTo(1));
    }

    [Test]
    public void Clearing_the_port_s_interrupts_releases_the_pin()
    {
        ahci.Write(Port0 + 0x10, uint.MaxValue);
        Assert.That(ahci.Interrupt, Is.False);
    }

    [Test]
    public void With_messages_enabled_an_interrupt_is_a_write_to_memory()
    {
        ahci.Controller.WriteConfig(0x84, 4, 0xfee0_0000);
        ahci.Controller.WriteConfig(0x8c, 2, 0x4041);
        ahci.Controller.WriteConfig(0x82, 2, 1);
        ahci.Board.Interactions.Clear();
        ahci.Issue(0, AhciBoard.Command(0xe7));
        Assert.That(
            ahci.Board.Interactions.Any(i => i.Kind == InteractionKind.DmaWrite && i.Address == 0xfee0_0000),
            Is.True
        );
    }

    [Test]
    public void A_software_reset_shows_the_signature_again()
    {
        byte[] set = [0x27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0];
        byte[] clear = [0x27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        ahci.Issue(0, set);
        ahci.Issue(0, clear);
        Assert.That(ahci.Read(Port0 + 0x20), Is.EqualTo(0x130));
    }

    [Test]
    public void The_index_and_data_pair_reaches_the_registers()
    {
        ahci.Controller.WriteConfig(0x20, 4, 0xc000);
        ahci.Controller.WriteConfig(PciRegister.Command, 2, PciRegister.CommandIo);
        ahci.Board.Out(0xc010, 0x10, 4);
        Assert.That(ahci.Board.In(0xc014, 4), Is.EqualTo(0x10000));
    }

    private byte[] Sector(long number)
    {
        var sector = new byte[512];
        ahci.Disk.Read(number, sector);
        return sector;
    }
}
