using System;
using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.State;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests.Time;

public sealed class SchedulerTests
{
    private StateArena arena = null!;
    private Clock clock = null!;
    private Scheduler scheduler = null!;
    private List<string> fired = null!;

    [SetUp]
    public void SetUp()
    {
        arena = new StateArena(1 << 16);
        clock = new Clock(arena, TickRatio.Default);
        scheduler = new Scheduler(arena, clock);
        fired = [];
    }

    [TearDown]
    public void TearDown() => arena.Dispose();

    private GuestTimer Timer(string name) => scheduler.CreateTimer(name, () => fired.Add(name));

    [Test]
    public void Nothing_armed_has_no_deadline()
    {
        Timer("a");
        Assert.That(scheduler.NextDeadline, Is.EqualTo(ulong.MaxValue));
    }

    [Test]
    public void The_earliest_deadline_counts()
    {
        Timer("a").ArmAt(800);
        Timer("b").ArmAt(80);
        Assert.That(scheduler.NextDeadline, Is.EqualTo(10));
    }

    [Test]
    public void Due_timers_fire_by_deadline_then_by_creation()
    {
        Timer("a").ArmAt(16);
        Timer("b").ArmAt(8);
        Timer("c").ArmAt(16);
        Timer("d").ArmAt(800);
        clock.Skip(2);
        scheduler.RunDue();
        Assert.That(fired, Is.EqualTo(new[] { "b", "a", "c" }));
    }

    [Test]
    public void A_fired_timer_is_disarmed()
    {
        var timer = Timer("a");
        timer.ArmAt(0);
        scheduler.RunDue();
        Assert.That(timer.IsArmed, Is.False);
    }

    [Test]
    public void A_disarmed_timer_does_not_fire()
    {
        var timer = Timer("a");
        timer.ArmAt(0);
        timer.Disarm();
        scheduler.RunDue();
        Assert.That(fired, Is.Empty);
    }

    [Test]
    public void A_callback_may_arm_a_timer_that_is_due_at_once()
    {
        var second = Timer("second");
        scheduler.CreateTimer("first", () => second.ArmAt(0)).ArmAt(0);
        scheduler.RunDue();
        Assert.That(fired, Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public void A_timer_that_fires_without_end_is_named()
    {
        GuestTimer timer = null!;
        timer = scheduler.CreateTimer("broken", () => timer.ArmAt(0));
        timer.ArmAt(0);
        Assert.That(() => scheduler.RunDue(), Throws.InvalidOperationException.With.Message.Contains("broken"));
    }

    [TestCase(100UL, 50UL, true)]
    [TestCase(100UL, 100UL, false)]
    [TestCase(100UL, 200UL, false)]
    public void Only_an_earlier_deadline_stops_the_engine(ulong before, ulong after, bool stops)
    {
        Timer("a").ArmAt(before);
        var moved = false;
        scheduler.DeadlineMoved = () => moved = true;
        Timer("b").ArmAt(after);
        Assert.That(moved, Is.EqualTo(stops));
    }

    [Test]
    public void There_are_64_timers()
    {
        for (var i = 0; i < Scheduler.MaxTimers; i++)
        {
            Timer($"t{i}");
        }

        Assert.Throws<InvalidOperationException>(() => Timer("one too many"));
    }
}
