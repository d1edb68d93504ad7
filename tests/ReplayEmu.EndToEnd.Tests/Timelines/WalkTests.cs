using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Walks;
using ReplayEmu.Testing;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>The random walk, and that its check against the forward run would notice.</summary>
public sealed class WalkTests
{
    private TimelineRig rig = null!;
    private WalkStep[] steps = [];

    [OneTimeSetUp]
    public void Walk()
    {
        rig = new TimelineRig();
        var options = new WalkOptions { Places = 40, Searches = 20 };
        using var walk = new RandomWalk(Open, options, () => default);
        steps = [.. walk.Run()];
    }

    [OneTimeTearDown]
    public void Close() => rig.Dispose();

    [Test]
    public void It_is_as_in_the_forward_run() => Assert.That(Check(steps), Is.Empty);

    [Test]
    public void It_went_every_way_there_is() =>
        Assert.That(steps.Select(step => step.Kind).Distinct(), Is.EquivalentTo(System.Enum.GetValues<WalkKind>()));

    [Test]
    public void The_same_seed_walks_the_same_way()
    {
        using var again = new RandomWalk(Open, new WalkOptions { Places = 40, Searches = 20 }, () => default);
        Assert.That(again.Run().Select(step => step.To), Is.EqualTo(steps.Select(step => step.To)));
    }

    [Test]
    public void Another_state_is_noticed() =>
        Assert.That(Check(steps[3] with { Digest = steps[0].Digest }), Has.One.Contains("another state"));

    [Test]
    public void Another_end_is_noticed() =>
        Assert.That(Check(steps[^1] with { Digest = steps[0].Digest }), Has.Some.Contains("the end is not"));

    [Test]
    public void Two_steps_back_are_noticed()
    {
        var step = steps.First(step => step.Kind == WalkKind.StepBack);
        Assert.That(Check(step with { FromRetired = step.FromRetired + 1 }), Has.Some.Contains("one step back"));
    }

    [Test]
    public void A_breakpoint_that_was_missed_is_noticed()
    {
        var found = steps.Where(step => step.Stop == TimelineStop.Breakpoint).MinBy(step => step.To)!;
        using var line = Open();
        line.Seek(found.To - 1);
        var before = Step(found, line, WalkKind.BackToBreakpoint);
        Assert.That(Check(before), Has.Some.Contains("missed the breakpoint"));
    }

    [Test]
    public void A_write_that_was_missed_is_noticed()
    {
        var found = steps.First(step => step.Stop == TimelineStop.Watch);
        using var line = Open();
        line.Seek(found.To - 1);
        var before = Step(found, line, WalkKind.BackToWatch);
        Assert.That(Check(before), Has.Some.Contains("missed the write"));
    }

    [Test]
    public void Steps_back_into_idle_time_are_single_steps()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("echo.rtrace");
        Replayemu.Typing("a\rb\rquit\r", "record", "-bios", "builtin:echo", "-serial", "stdio", "-o", trace);
        var run = Replayemu.Run("walk", trace, "--places", "200", "--searches", "20");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Ok), run.Error + run.Text);
    }

    [Test]
    public void The_verb_tells_times_and_the_verdict()
    {
        var trace = RepositoryRoot.Combine("traces", "panic-demo-pc-1.0", "trace.rtrace");
        var run = Replayemu.Run("walk", trace, "--places", "8", "--searches", "2", "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Ok), run.Error + run.Text);
        using var json = JsonDocument.Parse(run.Text);
        var kinds = json.RootElement.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("times"));
        Assert.That(kinds.Select(times => times.GetInt32()).Take(2), Is.EqualTo(new[] { 8, 24 }));
    }

    /// <summary>A search that says it came to where a line is.</summary>
    private static WalkStep Step(WalkStep found, TraceTimeline line, WalkKind kind) =>
        found with
        {
            Kind = kind,
            Stop = TimelineStop.Begin,
            From = found.To + 2,
            To = line.Icount,
            ToRetired = line.Machine.Clock.Retired,
            Digest = line.ComputeDigest(),
        };

    private System.Collections.Generic.IReadOnlyList<string> Check(params WalkStep[] walked)
    {
        using var replay = new Replayer(Trace(), new MachineCatalogue(), rig.Images, new NoOutputs());
        return new ForwardCheck(replay).Run(walked);
    }

    private TraceTimeline Open() => new(Trace(), new MachineCatalogue(), rig.Images);

    private TraceReader Trace() => new(new MemoryStream(rig.File));
}
