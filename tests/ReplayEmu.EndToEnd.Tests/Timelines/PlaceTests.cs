using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>Places on the failing boot as people write them.</summary>
public sealed class PlaceTests
{
    private TimelineRig rig = null!;

    [OneTimeSetUp]
    public void Record() => rig = new TimelineRig();

    [OneTimeTearDown]
    public void Close() => rig.Dispose();

    [TestCase("0x100", 256UL)]
    [TestCase("1000", 1000UL)]
    [TestCase("begin", 0UL)]
    [TestCase("time:8us", 1000UL)]
    [TestCase("time:0.001ms", 125UL)]
    [TestCase("mark:hundred", 100_000UL)]
    public void A_place_is_a_tick(string place, ulong expected) =>
        Assert.That(TimelinePlace.Find(rig.Timeline, place), Is.EqualTo(expected));

    [Test]
    public void The_end_is_a_place() =>
        Assert.That(TimelinePlace.Find(rig.Timeline, "end"), Is.EqualTo(rig.Timeline.End));

    [Test]
    public void Lines_end_one_after_the_other() =>
        Assert.That(
            TimelinePlace.Find(rig.Timeline, "line:1"),
            Is.LessThan(TimelinePlace.Find(rig.Timeline, "line:serial0:2"))
        );

    [Test]
    public void Events_are_numbered_in_their_order()
    {
        var first = TimelinePlace.Find(rig.Timeline, "event:1");
        Assert.That(first, Is.LessThan(TimelinePlace.Find(rig.Timeline, "event:500")));
    }

    [TestCase("nowhere")]
    [TestCase("time:5")]
    [TestCase("time:99999999999999999999s")]
    [TestCase("event:0")]
    [TestCase("event:99999999")]
    [TestCase("line:none:1")]
    [TestCase("line:x")]
    [TestCase("mark:")]
    [TestCase("text:never printed")]
    [TestCase("-1")]
    [TestCase("99999999999")]
    public void What_is_no_place_is_refused(string place) =>
        Assert.That(() => TimelinePlace.Find(rig.Timeline, place), Throws.InstanceOf<ConfigurationException>());
}
