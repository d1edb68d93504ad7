using NUnit.Framework;
using ReplayEmu.Devices.Virtio.Balloon;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>The modern transport and message-signalled interrupts, with a balloon behind them.</summary>
public sealed class VirtioModernTests
{
    private ModernBoard board = null!;

    [SetUp]
    public void Build() => board = Balloon();

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_feature_words_are_those_of_qemu_7_2() => Assert.That(board.Features(), Is.EqualTo(0x101_3000_0012));

    [Test]
    public void A_request_is_returned()
    {
        board.Start(0, 0, 1);
        Assert.That(board.Request(1, (0x8000, 4, false)), Is.EqualTo(4));
    }

    [Test]
    public void A_queue_that_is_not_enabled_is_not_processed()
    {
        board.Start(0, 0);
        Assert.That(board.Request(1, (0x8000, 4, false)), Is.Null);
    }

    [Test]
    public void Features_cannot_change_once_they_are_ok()
    {
        board.Start(0, 1);
        board.SetCommon(8, 4, 1);
        board.SetCommon(0xc, 4, 0);
        board.Offer(1, 20, (0x8000, 4, false));
        board.Notify(1);
        // Only a driver of Virtio 1.0 is told of a broken ring.
        Assert.That(board.Status & 0x40, Is.EqualTo(0x40));
    }

    [Test]
    public void Without_messages_the_pin_is_raised_and_reading_the_status_releases_it()
    {
        board.Start(0, 1);
        board.Request(1, (0x8000, 4, false));
        var raised = board.Interrupt;
        var status = board.TakeInterruptStatus();
        Assert.That((raised, status, board.Interrupt), Is.EqualTo((true, 1, false)));
    }

    [Test]
    public void A_used_buffer_sends_the_message_of_its_queue()
    {
        board.EnableMessages(2);
        board.Start(0, 1);
        board.Request(1, (0x8000, 4, false));
        Assert.That(board.Messages, Is.EqualTo(new[] { 0x41u }));
    }

    [Test]
    public void A_masked_message_is_sent_when_it_is_unmasked()
    {
        board.EnableMessages(2);
        board.SetVector(1, isMasked: true);
        board.Start(0, 1);
        board.Request(1, (0x8000, 4, false));
        var pending = board.Board.Machine.Memory.Read(ModernBoard.MsixBar + 0x800, 4);
        var early = board.Messages.Count;
        board.SetVector(1, isMasked: false);
        Assert.That((pending, early, board.Messages.Count), Is.EqualTo((2ul, 0, 1)));
    }

    [Test]
    public void A_function_mask_holds_messages_back()
    {
        board.EnableMessages(2);
        board.Function.WriteConfig(board.MsixControl, 2, 0xc000);
        board.Start(0, 1);
        board.Request(1, (0x8000, 4, false));
        var early = board.Messages.Count;
        board.Function.WriteConfig(board.MsixControl, 2, 0x8000);
        Assert.That((early, board.Messages.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_vector_that_does_not_exist_reads_as_none()
    {
        board.SetCommon(0x10, 2, 7);
        Assert.That(board.Common(0x10, 2), Is.EqualTo(0xffff));
    }

    [Test]
    public void The_configuration_window_reads_registers()
    {
        // Common configuration, number of queues.
        board.Function.WriteConfig(0x8c, 4, 0x12);
        board.Function.WriteConfig(0x90, 4, 2);
        Assert.That(board.Function.ReadConfig(0x94, 4), Is.EqualTo(3));
    }

    [Test]
    public void The_configuration_window_writes_registers()
    {
        board.Function.WriteConfig(0x8c, 4, 0x14);
        board.Function.WriteConfig(0x90, 4, 1);
        board.Function.WriteConfig(0x94, 4, 1);
        Assert.That(board.Status, Is.EqualTo(1));
    }

    [Test]
    public void A_queue_can_be_reset_alone()
    {
        board.Start(0, 0, 1);
        board.SetCommon(0x16, 2, 1);
        board.SetCommon(0x3a, 2, 1);
        Assert.That((board.Common(0x1c, 2), board.Common(0x18, 2)), Is.EqualTo((0u, 128u)));
    }

    [Test]
    public void A_broken_ring_asks_for_a_reset()
    {
        board.Start(0, 1);
        board.Offer(1, 20, (0x8000, 4, false));
        board.Notify(1);
        Assert.That(board.Status & 0x40, Is.EqualTo(0x40));
    }

    [TestCase("page-per-vq", "on", 0xff80_000cu)]
    [TestCase("page-per-vq", "off", 0xffff_c00cu)]
    public void The_bar_has_room_for_a_page_for_each_queue(string name, string value, uint expected)
    {
        using var other = Balloon((name, value));
        other.Function.WriteConfig(0x20, 4, uint.MaxValue);
        Assert.That(other.Function.ReadConfig(0x20, 4), Is.EqualTo(expected));
    }

    [Test]
    public void Without_legacy_registers_it_is_another_device()
    {
        using var other = Balloon(("disable-legacy", "on"));
        Assert.That(
            (other.Function.ReadConfig(0, 4), other.Function.ReadConfig(8, 1), other.Function.ReadConfig(0x10, 4)),
            Is.EqualTo((0x1045_1af4u, 1u, 0u))
        );
    }

    [Test]
    public void A_notification_port_has_a_second_capability()
    {
        using var other = Balloon(("modern-pio-notify", "on"));
        Assert.That(other.Function.ReadConfig(0x84, 4), Is.EqualTo(0x0214_7009));
    }

    [Test]
    public void Neither_kind_of_registers_is_refused() =>
        Assert.That(
            () => Balloon(("disable-legacy", "on"), ("disable-modern", "on")),
            Throws.Exception.With.Message.Contains("leave nothing")
        );

    private static ModernBoard Balloon(params (string Name, string Value)[] values) =>
        new(
            VirtioBalloonProperties.Driver,
            VirtioBalloonProperties.All,
            static (board, set) => new VirtioBalloon(board.Machine, board.Bus, set, 1 << 20),
            values
        );
}
