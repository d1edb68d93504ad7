using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>Wherever and however one goes on a timeline, the state is that of the forward run at the same tick.</summary>
public sealed class RandomWalkTests
{
    [TestCase(1u, 512, 60)]
    [TestCase(2u, 4, 60)]
    [TestCase(3u, 1, 60)]
    public void Every_place_has_the_state_of_the_forward_run(uint seed, int megabytes, int operations)
    {
        var options = new TimelineOptions { CheckpointMemory = (long)megabytes << 20, Spacing = 500_000 };
        using var rig = new TimelineRig(options);
        var visited = new SortedDictionary<ulong, ulong>();
        var timeline = rig.Timeline;
        for (var i = 0; i < operations; i++)
        {
            Go(timeline, seed = (seed * 1664525) + 1013904223);
            var state = TimelineRig.State(timeline.ComputeDigest());
            if (!visited.TryAdd(timeline.Icount, state))
            {
                Assert.That(state, Is.EqualTo(visited[timeline.Icount]), $"again at icount {timeline.Icount}");
            }
        }

        using var forward = rig.Forward();
        foreach (var (icount, state) in visited)
        {
            forward.Machine.Run(icount);
            Assert.That(TimelineRig.State(forward.Digest), Is.EqualTo(state), $"icount {icount}");
        }

        Assert.That(timeline.Divergence, Is.Null);
    }

    [Test]
    [Category("Slow")]
    public void Ten_thousand_operations_come_to_the_states_of_the_forward_run() =>
        Every_place_has_the_state_of_the_forward_run(4, 64, 10_000);

    private static void Go(TraceTimeline timeline, uint random)
    {
        var number = random >> 8;
        switch (random >> 4 & 7)
        {
            case 0 or 1:
                timeline.Seek(number % (timeline.End + 1));
                break;
            case 2:
                timeline.Step(number % 3000);
                break;
            case 3:
                timeline.StepBack(number % 3000);
                break;
            case 4:
                timeline.Step();
                break;
            default:
                timeline.StepBack();
                break;
        }
    }
}
