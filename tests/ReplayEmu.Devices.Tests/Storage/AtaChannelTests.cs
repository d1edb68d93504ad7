using NUnit.Framework;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Storage;

public sealed class AtaChannelTests
{
    private IdeBoard ide = null!;

    [SetUp]
    public void Build() => ide = new IdeBoard();

    [TearDown]
    public void Free() => ide.Dispose();

    [Test]
    public void After_power_on_the_signature_of_a_disk_is_shown() =>
        Assert.That(
            (ide.Board.In(0x1f2), ide.Board.In(0x1f3), ide.Board.In(0x1f4), ide.Board.In(0x1f5)),
            Is.EqualTo((1u, 1u, 0u, 0u))
        );

    [Test]
    public void An_absent_slave_reads_as_zero()
    {
        ide.Board.Out(0x1f6, 0xb0);
        Assert.That((ide.Board.In(0x1f7), ide.Board.In(0x3f6)), Is.EqualTo((0u, 0u)));
    }

    [Test]
    public void An_empty_channel_ignores_commands()
    {
        ide.Board.Out(0x177, 0xec);
        Assert.That((ide.Board.In(0x177), ide.Board.Levels[15]), Is.EqualTo((0u, false)));
    }

    [Test]
    public void Software_reset_is_busy_until_released()
    {
        ide.Command(0xec);
        ide.Board.Out(0x3f6, 0x04);
        Assert.That(ide.Board.In(0x3f6) & 0x80, Is.EqualTo(0x80));
        ide.Board.Out(0x3f6, 0);
        Assert.That((ide.Board.In(0x3f6), ide.Board.In(0x1f1)), Is.EqualTo((0x50u, 1u)));
    }

    [Test]
    public void Alternate_status_does_not_take_the_interrupt()
    {
        ide.Command(0xec);
        ide.Board.In(0x3f6);
        Assert.That(ide.Interrupt, Is.True);
    }

    [Test]
    public void The_interrupt_waits_while_it_is_disabled()
    {
        ide.Board.Out(0x3f6, 0x02);
        ide.Command(0xec);
        Assert.That(ide.Interrupt, Is.False);
        ide.Board.Out(0x3f6, 0);
        Assert.That(ide.Interrupt, Is.True);
    }

    [Test]
    public void High_order_bytes_are_read_with_hob()
    {
        ide.Board.Out(0x1f3, 0x12);
        ide.Board.Out(0x1f3, 0x34);
        Assert.That(ide.Board.In(0x1f3), Is.EqualTo(0x34));
        ide.Board.Out(0x3f6, 0x80);
        Assert.That(ide.Board.In(0x1f3), Is.EqualTo(0x12));
    }

    [Test]
    public void The_diagnostic_is_answered_by_the_master()
    {
        ide.Board.Out(0x1f6, 0xb0);
        ide.Board.Out(0x1f7, 0x90);
        Assert.That((ide.Board.In(0x1f6) & 0x10, ide.Board.In(0x1f1)), Is.EqualTo((0u, 1u)));
    }

    [Test]
    public void Data_without_a_command_reads_as_ones() => Assert.That(ide.Board.In(0x1f0, 2), Is.EqualTo(0xffff));

    [Test]
    public void Two_drives_in_one_place_are_a_configuration_error() =>
        Assert.That(
            () => ide.Ide.Channels[0].Attach(0, ide.Disk, "X"),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("ide0")
        );
}
