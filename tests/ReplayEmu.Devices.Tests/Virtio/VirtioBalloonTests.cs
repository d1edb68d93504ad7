using System.Buffers.Binary;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;

namespace ReplayEmu.Devices.Tests.Virtio;

public sealed class VirtioBalloonTests
{
    private BalloonDriver driver = null!;

    [SetUp]
    public void Build() => driver = new BalloonDriver();

    [TearDown]
    public void Free() => driver.Dispose();

    [TestCase("0x0500", 0x0500u)]
    [TestCase("0x00ff", 0x00ffu)]
    [TestCase("0x0100", 0x00ffu)]
    [TestCase("0", 0x00ffu)]
    public void Unknown_classes_become_other(string value, uint expected)
    {
        using var other = new BalloonDriver(("class", value));
        Assert.That(other.Balloon.ReadConfig(0x0a, 2), Is.EqualTo(expected));
    }

    [Test]
    public void Features_are_those_of_qemu_2_5() => Assert.That(driver.Read(0, 4), Is.EqualTo(0x7900_0002));

    [TestCase("event_idx", 0x5900_0002u)]
    [TestCase("any_layout", 0x7100_0002u)]
    public void A_feature_can_be_switched_off(string property, uint expected)
    {
        using var other = new BalloonDriver((property, "off"));
        Assert.That(other.Read(0, 4), Is.EqualTo(expected));
    }

    [Test]
    public void A_page_number_may_be_divided_between_buffers()
    {
        driver.Start(0);
        driver.Board.Ram.Span(0x40000, 0x1000).Fill(0xcc);
        driver.Long(0x8000, 0x40);
        driver.Descriptor(0, 0x8000, 1, flags: 1, next: 1);
        driver.Descriptor(1, 0x8001, 3);
        driver.Submit(0, 0);
        Assert.That(driver.Board.Ram.Span(0x40000, 1)[0], Is.Zero);
    }

    [Test]
    public void Bar_0_has_32_ports()
    {
        driver.Balloon.WriteConfig(0x10, 4, uint.MaxValue);
        Assert.That(driver.Balloon.ReadConfig(0x10, 4), Is.EqualTo(0xffff_ffe1));
    }

    [Test]
    public void Three_queues_of_128_exist()
    {
        var sizes = Enumerable
            .Range(0, 4)
            .Select(queue =>
            {
                driver.Write(14, 2, (uint)queue);
                return driver.Read(12, 2);
            });
        Assert.That(sizes, Is.EqualTo(new[] { 128u, 128u, 128u, 0u }));
    }

    [Test]
    public void Inflated_pages_are_emptied_and_the_request_is_returned()
    {
        driver.Start(0);
        driver.Board.Ram.Span(0x40000, 0x3000).Fill(0xcc);
        driver.Long(0x8000, 0x40);
        driver.Long(0x8004, 0x42);
        driver.Descriptor(5, 0x8000, 8);
        driver.Submit(0, 5);
        Assert.That(
            (
                driver.Board.Ram.Span(0x40000, 1)[0],
                driver.Board.Ram.Span(0x41000, 1)[0],
                driver.Board.Ram.Span(0x42fff, 1)[0]
            ),
            Is.EqualTo(((byte)0, (byte)0xcc, (byte)0))
        );
        Assert.That(driver.UsedIndex, Is.EqualTo(1));
        Assert.That(
            BinaryPrimitives.ReadUInt32LittleEndian(driver.Board.Ram.Span(BalloonDriver.Used + 4, 4)),
            Is.EqualTo(5)
        );
        Assert.That(driver.Interrupt, Is.True);
    }

    [Test]
    public void Deflated_pages_are_left_alone()
    {
        driver.Start(1);
        driver.Board.Ram.Span(0x40000, 16).Fill(0xcc);
        driver.Long(0x8000, 0x40);
        driver.Descriptor(0, 0x8000, 4);
        driver.Submit(1, 0);
        Assert.That(driver.Board.Ram.Span(0x40000, 1)[0], Is.EqualTo(0xcc));
        Assert.That(driver.UsedIndex, Is.EqualTo(1));
    }

    [Test]
    public void Pages_outside_of_ram_are_ignored()
    {
        driver.Start(0);
        driver.Long(0x8000, 0xffff_ffff);
        driver.Descriptor(0, 0x8000, 4);
        driver.Submit(0, 0);
        Assert.That(driver.UsedIndex, Is.EqualTo(1));
    }

    [Test]
    public void Reading_the_interrupt_status_takes_the_interrupt()
    {
        driver.Start(0);
        driver.Descriptor(0, 0x8000, 4);
        driver.Submit(0, 0);
        Assert.That(driver.Read(19, 1), Is.EqualTo(1));
        Assert.That((driver.Interrupt, driver.Read(19, 1)), Is.EqualTo((false, 0u)));
    }

    [Test]
    public void The_target_changes_the_configuration_and_interrupts()
    {
        driver.Start(0);
        var target = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(target, 0xc0000);
        driver.Board.Machine.InputPorts[0].Accept(target);
        Assert.That((driver.Read(20, 4), driver.Read(19, 1)), Is.EqualTo((0x40u, 3u)));
    }

    [Test]
    public void The_guest_reports_what_it_gave()
    {
        driver.Write(24, 4, 0x20);
        Assert.That(driver.Read(24, 4), Is.EqualTo(0x20));
        Assert.That(driver.Balloon.ActualRam, Is.EqualTo((1ul << 20) - 0x20000));
    }

    [Test]
    public void The_target_is_read_only_for_the_guest()
    {
        driver.Write(20, 4, 0x20);
        Assert.That(driver.Read(20, 4), Is.Zero);
    }

    [Test]
    public void Statistics_keep_their_request()
    {
        driver.Start(2);
        driver.Word(0x8000, 4);
        driver.Long(0x8002, 12345);
        driver.Descriptor(0, 0x8000, 10);
        driver.Submit(2, 0);
        Assert.That((driver.UsedIndex, driver.Interrupt), Is.EqualTo(((ushort)0, false)));
    }

    [Test]
    public void Losing_bus_mastership_takes_back_driver_ok()
    {
        driver.Start(0);
        driver.Balloon.WriteConfig(PciRegister.Command, 2, PciRegister.CommandIo);
        Assert.That(driver.Read(18, 1), Is.EqualTo(3));
    }

    [Test]
    public void Status_zero_resets_queues_and_features()
    {
        driver.Start(0, 0x2000_0000);
        driver.Write(18, 1, 0);
        Assert.That((driver.Read(4, 4), driver.Read(8, 4), driver.Read(18, 1)), Is.EqualTo((0u, 0u, 0u)));
    }
}
