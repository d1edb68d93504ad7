using NUnit.Framework;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>What drivers can do wrong with a ring, and the ways to suppress interrupts.</summary>
public sealed class VirtqueueTests
{
    private const uint EventIndex = 1u << 29;
    private const ushort Next = 1;
    private const ushort Indirect = 4;
    private BalloonDriver driver = null!;

    [SetUp]
    public void Build()
    {
        driver = new BalloonDriver();
        driver.Start(1);
    }

    [TearDown]
    public void Free() => driver.Dispose();

    [Test]
    public void An_indirect_table_is_followed()
    {
        driver.Descriptor(0, 0x9000, 32, Indirect);
        driver.Descriptor(0, 0x8000, 4, Next, 1, table: 0x9000);
        driver.Descriptor(1, 0x8004, 4, table: 0x9000);
        driver.Submit(1, 0);
        Assert.That(driver.UsedIndex, Is.EqualTo(1));
    }

    [Test]
    public void A_chain_that_loops_breaks_the_queue()
    {
        driver.Descriptor(0, 0x8000, 4, Next, 1);
        driver.Descriptor(1, 0x8000, 4, Next, 0);
        driver.Submit(1, 0);
        AssertBroken();
    }

    [Test]
    public void A_head_outside_of_the_table_breaks_the_queue()
    {
        driver.Submit(1, 128);
        AssertBroken();
    }

    [Test]
    public void A_next_outside_of_the_table_breaks_the_queue()
    {
        driver.Descriptor(0, 0x8000, 4, Next, 500);
        driver.Submit(1, 0);
        AssertBroken();
    }

    [TestCase(0u)]
    [TestCase(24u)]
    public void An_indirect_table_of_odd_size_breaks_the_queue(uint length)
    {
        driver.Descriptor(0, 0x9000, length, Indirect);
        driver.Submit(1, 0);
        AssertBroken();
    }

    [Test]
    public void An_indirect_table_in_a_table_breaks_the_queue()
    {
        driver.Descriptor(0, 0x9000, 16, Indirect);
        driver.Descriptor(0, 0x9000, 16, Indirect, table: 0x9000);
        driver.Submit(1, 0);
        AssertBroken();
    }

    [Test]
    public void More_requests_than_entries_break_the_queue()
    {
        driver.SetAvailableIndex(200);
        driver.Write(16, 2, 1);
        AssertBroken();
    }

    [Test]
    public void A_request_of_gigabytes_breaks_the_queue()
    {
        driver.Descriptor(0, 0x8000, uint.MaxValue);
        driver.Submit(1, 0);
        AssertBroken();
    }

    [Test]
    public void A_broken_queue_works_again_after_a_reset()
    {
        driver.Submit(1, 999);
        driver.Write(18, 1, 0);
        driver.SetAvailableIndex(0);
        using var fresh = new BalloonDriver();
        driver.Start(1);
        driver.Word(BalloonDriver.QueueAddress + (16 * BalloonDriver.Size) + 4, 0);
        driver.SetAvailableIndex(1);
        driver.Descriptor(0, 0x8000, 4);
        driver.Write(16, 2, 1);
        Assert.That(driver.UsedIndex, Is.EqualTo(1));
    }

    [Test]
    public void The_flag_suppresses_the_interrupt()
    {
        driver.SuppressInterrupts();
        driver.Descriptor(0, 0x8000, 4);
        driver.Submit(1, 0);
        Assert.That((driver.UsedIndex, driver.Interrupt), Is.EqualTo(((ushort)1, false)));
    }

    [Test]
    public void With_event_idx_the_interrupt_comes_when_the_wanted_entry_is_used()
    {
        driver.Start(1, EventIndex);
        driver.Descriptor(0, 0x8000, 4);
        // Used event: the entry after which the driver wants to hear; the first interrupt always comes.
        driver.Word(BalloonDriver.QueueAddress + (16 * BalloonDriver.Size) + 4 + (2 * BalloonDriver.Size), 2);
        driver.Submit(1, 0);
        driver.Read(19, 1);
        driver.Submit(1, 0);
        Assert.That(driver.Interrupt, Is.False);
        driver.Submit(1, 0);
        Assert.That(driver.Interrupt, Is.True);
    }

    private void AssertBroken()
    {
        driver.Descriptor(3, 0x8000, 4);
        driver.Submit(1, 3);
        Assert.That((driver.UsedIndex, driver.Interrupt), Is.EqualTo(((ushort)0, false)));
    }
}
