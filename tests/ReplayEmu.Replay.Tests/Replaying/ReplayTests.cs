using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Tests.Replaying;

/// <summary>A replay on the same build is the same, in every detail and however the recording ended.</summary>
public sealed class ReplayTests
{
    [TestCase(TraceDetail.Inputs)]
    [TestCase(TraceDetail.Io)]
    [TestCase(TraceDetail.Full)]
    public void The_same_build_replays_the_same(TraceDetail detail)
    {
        var options = Fixtures.Options with { Detail = detail, CheckpointInterval = 5000 };
        var result = Fixtures.Replay(Fixtures.Record(options: options));
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
    }

    [Test]
    public void Everything_recorded_is_compared()
    {
        var result = Fixtures.Replay(Fixtures.Record());
        Assert.Multiple(() =>
        {
            Assert.That(result.Counts.Interactions, Is.EqualTo(1966));
            Assert.That(result.Counts.Outputs, Is.EqualTo(122));
            Assert.That(result.Counts.Digests, Is.EqualTo(11));
            Assert.That(result.Notes, Is.Empty);
        });
    }

    [Test]
    public void The_output_comes_again()
    {
        var outputs = new TextOutputs();
        Fixtures.Replay(Fixtures.Record(), outputs: outputs);
        Assert.That(outputs.Text, Has.Length.EqualTo(122));
    }

    [Test]
    public void An_exit_of_the_guest_is_replayed_with_its_code()
    {
        var machine = new FakeOptions { ExitAt = 7001 };
        var result = Fixtures.Replay(Fixtures.Record(machine: machine), machine);
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.End?.Reason, Is.EqualTo(StopReason.GuestExit));
            Assert.That(result.End?.ExitCode, Is.EqualTo(3));
        });
    }

    [TestCase(6000UL)]
    [TestCase(5999UL)]
    [TestCase(7001UL)]
    public void What_is_not_implemented_stops_the_replay_too(ulong at)
    {
        var machine = new FakeOptions { UnimplementedAt = at };
        var result = Fixtures.Replay(Fixtures.Record(machine: machine), machine);
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.End?.Detail, Is.EqualTo("fake register 0x77"));
        });
    }

    [Test]
    public void A_halt_without_wake_is_replayed()
    {
        var machine = new FakeOptions { StopsTimerAt = 9000 };
        var result = Fixtures.Replay(Fixtures.Record(machine: machine), machine);
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.End?.Reason, Is.EqualTo(StopReason.Deadlock));
        });
    }

    [TestCase(false, StopReason.IcountReached)]
    [TestCase(true, StopReason.ResetNotAllowed)]
    public void A_reset_is_replayed(bool noReboot, StopReason expected)
    {
        var machine = new FakeOptions { ResetAt = 7777 };
        var config = FakeCatalogue.Config with { NoReboot = noReboot };
        var result = Fixtures.Replay(Fixtures.Record(machine: machine, config: config), machine);
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.End?.Reason, Is.EqualTo(expected));
        });
    }

    [Test]
    public void Typed_input_is_replayed_at_its_ticks(
        [Values] TraceDetail detail,
        [Values(1UL, 7UL, 1000UL, 50000UL)] ulong slice
    )
    {
        var inputs = new TypedInputs((0, [1]), (777, [2, 3]), (2000, [4]), (2000, [5]), (9999, [6]), (20000, [7]));
        var trace = Fixtures.Record(inputs: inputs, options: Fixtures.Options with { Detail = detail }, slice: slice);
        var result = Fixtures.Replay(trace);
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.Counts.Inputs, Is.EqualTo(6));
        });
    }
}
