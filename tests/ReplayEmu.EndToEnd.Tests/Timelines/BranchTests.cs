using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>What a debugger changed is kept as a trace of its own.</summary>
public sealed class BranchTests
{
    private const ulong Place = 600_000;

    [TestCase(TraceDetail.Inputs)]
    [TestCase(TraceDetail.Io)]
    [TestCase(TraceDetail.Full)]
    public void A_branch_replays_by_itself(TraceDetail detail)
    {
        using var rig = Open(detail);
        var digest = MakeBranch(rig.Timeline);
        var trace = Keep(rig);
        using var replayer = new Replayer(Reader(trace), new MachineCatalogue(), rig.Images, new NoOutputs());
        var result = replayer.Run();
        Assert.That(result.Divergence?.ToText(), Is.Null);
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same));
        Assert.That(result.Icount, Is.EqualTo(Place + 1100));
        Assert.That(digest, Is.Not.Zero);
    }

    [Test]
    public void A_branch_is_a_timeline_with_the_state_that_was_kept()
    {
        using var rig = Open(TraceDetail.Io);
        var digest = MakeBranch(rig.Timeline);
        using var again = new TraceTimeline(Reader(Keep(rig)), new MachineCatalogue(), rig.Images);
        again.Seek(again.End);
        Assert.That(again.Divergence, Is.Null);
        Assert.That(TimelineRig.State(again.ComputeDigest()), Is.EqualTo(digest));
        again.StepBack(1090);
        again.Step(1090);
        Assert.That(TimelineRig.State(again.ComputeDigest()), Is.EqualTo(digest));
    }

    [Test]
    public void The_timeline_stays_where_it_was()
    {
        using var rig = Open(TraceDetail.Io);
        var digest = MakeBranch(rig.Timeline);
        Keep(rig);
        Assert.That(TimelineRig.State(rig.Timeline.ComputeDigest()), Is.EqualTo(digest));
        rig.Timeline.Seek(Place);
        Assert.That(rig.Timeline.IsForked, Is.False);
    }

    [Test]
    public void Whole_chunks_before_the_change_are_the_old_ones()
    {
        using var rig = Open(TraceDetail.Io);
        MakeBranch(rig.Timeline);
        using var old = new TraceReader(new MemoryStream(rig.File));
        using var kept = Reader(Keep(rig));
        var (one, other) = (new TraceChunk(), new TraceChunk());
        var same = 0;
        while (old.TryReadChunk(one) && kept.TryReadChunk(other) && one.LastIcount < Place)
        {
            Assert.That((other.RecordBytes, other.RecordCount), Is.EqualTo((one.RecordBytes, one.RecordCount)));
            same++;
        }

        Assert.That(same, Is.Positive);
    }

    [Test]
    public void Nothing_changed_is_no_branch()
    {
        using var rig = Open(TraceDetail.Io);
        Assert.That(() => Keep(rig), Throws.InstanceOf<ConfigurationException>());
    }

    private static TimelineRig Open(TraceDetail detail) =>
        new(
            null,
            new RecordingOptions
            {
                Detail = detail,
                DigestInterval = 200_000,
                CheckpointInterval = 200_000,
                ChunkBytes = TraceLimits.MinChunkBytes,
            }
        );

    private static ulong MakeBranch(TraceTimeline timeline)
    {
        timeline.Seek(Place);
        timeline.WriteMemory(0x500, [1, 2, 3, 4]);
        timeline.WriteRegister(0, [5, 6, 7, 8]);
        timeline.Step(100);
        timeline.WriteMemory(0xffe, [9, 10, 11, 12]);
        timeline.Step(1000);
        return TimelineRig.State(timeline.ComputeDigest());
    }

    private static byte[] Keep(TimelineRig rig)
    {
        var file = new MemoryStream();
        rig.Timeline.KeepBranch(file, rig.Images);
        return file.ToArray();
    }

    private static TraceReader Reader(byte[] trace) => new(new MemoryStream(trace));
}
