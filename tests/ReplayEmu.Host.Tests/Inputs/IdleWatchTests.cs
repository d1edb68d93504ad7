using NUnit.Framework;
using ReplayEmu.Host.Inputs;

namespace ReplayEmu.Host.Tests.Inputs;

public sealed class IdleWatchTests
{
    private const ulong Limit = 1_000_000_000;

    [Test]
    public void A_guest_that_only_takes_timer_ticks_is_idle_after_the_limit()
    {
        var watch = new IdleWatch(Limit);

        Assert.That(watch.Observe(Limit - 1, 1000, 0), Is.False);
        Assert.That(watch.Observe(Limit, 1000, 0), Is.True);
    }

    [Test]
    public void Output_starts_the_wait_again()
    {
        var watch = new IdleWatch(Limit);

        Assert.That(watch.Observe(Limit, 1000, 1), Is.False);
        Assert.That(watch.Observe(Limit + 1, 1000, 1), Is.False);
        Assert.That(watch.Observe(2 * Limit, 1000, 1), Is.True);
    }

    [Test]
    public void A_guest_that_works_is_not_idle()
    {
        var watch = new IdleWatch(Limit);

        Assert.That(watch.Observe(Limit, Limit / 10, 0), Is.False);
    }

    [Test]
    public void No_limit_waits_for_ever()
    {
        Assert.That(new IdleWatch(0).Observe(ulong.MaxValue, 0, 0), Is.False);
    }
}
