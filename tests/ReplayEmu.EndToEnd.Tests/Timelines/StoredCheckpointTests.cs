using NUnit.Framework;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>A trace of detail full: its checkpoints are used where they are nearer than those in memory.</summary>
public sealed class StoredCheckpointTests
{
    private const ulong Interval = 100_000;

    private static TimelineRig Open(int megabytes) =>
        new(
            new TimelineOptions { CheckpointMemory = (long)megabytes << 20, Spacing = 50_000 },
            new RecordingOptions
            {
                Detail = TraceDetail.Full,
                DigestInterval = Interval,
                CheckpointInterval = Interval,
            }
        );

    [TestCase(512, 950_000UL)]
    [TestCase(1, 950_000UL)]
    [TestCase(1, 100_001UL)]
    public void A_place_reached_through_them_has_the_state_of_the_forward_run(int megabytes, ulong icount)
    {
        using var rig = Open(megabytes);
        rig.Timeline.Seek(icount);
        using var forward = rig.Forward();
        forward.Machine.Run(icount);
        Assert.That(TimelineRig.State(rig.Timeline.ComputeDigest()), Is.EqualTo(TimelineRig.State(forward.Digest)));
    }

    [Test]
    public void They_are_taken_instead_of_running_there()
    {
        using var rig = Open(512);
        rig.Timeline.Seek(950_000);
        Assert.That(rig.Timeline.Checkpoints, Is.GreaterThanOrEqualTo(9));
        rig.Timeline.Seek(rig.Timeline.End);
        Assert.That(rig.Timeline.Divergence, Is.Null);
    }

    [Test]
    public void Going_back_over_them_comes_to_the_same_state()
    {
        using var rig = Open(1);
        rig.Timeline.Seek(950_000);
        rig.Timeline.StepBack(500_000);
        var there = (rig.Timeline.Icount, TimelineRig.State(rig.Timeline.ComputeDigest()));
        using var forward = rig.Forward();
        forward.Machine.Run(there.Icount);
        Assert.That(there.Item2, Is.EqualTo(TimelineRig.State(forward.Digest)));
    }
}
