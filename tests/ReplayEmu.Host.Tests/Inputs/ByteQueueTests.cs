using System;
using NUnit.Framework;
using ReplayEmu.Host.Inputs;

namespace ReplayEmu.Host.Tests.Inputs;

internal sealed class ByteQueueTests
{
    [Test]
    public void Bytes_come_out_in_order_across_the_ring_end()
    {
        var queue = new ByteQueue(3);
        queue.Add(1);
        queue.Add(2);
        queue.Take(2);
        queue.Add(3);
        queue.Add(4);
        Assert.That(queue.Take(9), Is.EqualTo(new byte[] { 3, 4 }));
    }

    [Test]
    public void A_completed_queue_takes_no_more()
    {
        var queue = new ByteQueue(1);
        queue.Complete();
        queue.Add(1);
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public void A_byte_before_the_wait_for_the_host_is_not_missed()
    {
        var signal = new HostSignal();
        var queue = new ByteQueue(1) { Signal = signal };
        queue.Add(1);
        signal.Wait(TimeSpan.FromDays(1));
        Assert.That(queue.Count, Is.EqualTo(1));
    }
}
