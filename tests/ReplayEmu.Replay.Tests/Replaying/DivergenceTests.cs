using System.Linq;
using NUnit.Framework;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Tests.Replaying;

/// <summary>The first difference stops the replay and is named.</summary>
public sealed class DivergenceTests
{
    private static readonly RecordKind[] Reads = [RecordKind.PortRead, RecordKind.MmioRead];

    [Test]
    public void A_register_that_reads_otherwise_is_named_with_both_values()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { WrongReadFrom = 5000 });
        var found = result.Divergence!;
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Diverged));
            Assert.That(found.Kind, Is.EqualTo(DivergenceKind.Interaction));
            Assert.That(found.Icount, Is.EqualTo(5440));
            Assert.That(found.Device, Is.EqualTo("fake"));
            Assert.That(found.Access, Is.EqualTo(RecordKind.PortRead));
            Assert.That(found.Address, Is.EqualTo(0x10));
            Assert.That(found.Field, Is.EqualTo("value"));
            Assert.That(found.Recorded, Is.Not.EqualTo(found.Replayed));
        });
    }

    [Test]
    public void The_replay_stops_with_the_instruction_that_differs()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { WrongReadFrom = 5000 });
        Assert.That(result.Icount, Is.EqualTo(result.Divergence!.Icount + 1));
    }

    [Test]
    public void State_that_differs_is_named_at_the_next_digest()
    {
        var trace = Fixtures.Record(options: Fixtures.Options with { Detail = TraceDetail.Inputs });
        var result = Fixtures.Replay(trace, new FakeOptions { WrongStateFrom = 5000 });
        Assert.Multiple(() =>
        {
            Assert.That(result.Divergence?.Kind, Is.EqualTo(DivergenceKind.Digest));
            Assert.That(result.Divergence?.Icount, Is.EqualTo(6000));
            Assert.That(result.Divergence?.Device, Is.EqualTo("state 'cpu0'").Or.EqualTo("state 'device'"));
        });
    }

    [Test]
    public void An_exit_that_comes_too_early_is_a_divergence()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { ExitAt = 7001 });
        Assert.That(result.Divergence?.Kind, Is.EqualTo(DivergenceKind.Extra).Or.EqualTo(DivergenceKind.Interaction));
    }

    [Test]
    public void An_exit_that_does_not_come_is_a_divergence()
    {
        var result = Fixtures.Replay(Fixtures.Record(machine: new FakeOptions { ExitAt = 7001 }));
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [TestCase(TraceDetail.Inputs)]
    [TestCase(TraceDetail.Io)]
    public void An_end_that_is_missing_is_a_divergence(TraceDetail detail)
    {
        var trace = Fixtures.Record(
            machine: new FakeOptions { UnimplementedAt = 7001 },
            options: Fixtures.Options with
            {
                Detail = detail,
            }
        );
        Assert.That(Fixtures.Replay(trace).Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [Test]
    public void A_timer_that_stops_is_a_divergence()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { StopsTimerAt = 9000 });
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [Test]
    public void A_line_with_another_name_is_another_line()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { LineName = "irq1" });
        Assert.Multiple(() =>
        {
            Assert.That(result.Divergence?.Access, Is.EqualTo(RecordKind.IrqRaise));
            Assert.That(result.Divergence?.Recorded, Does.StartWith("irq0"));
            Assert.That(result.Divergence?.Replayed, Does.StartWith("irq1"));
        });
    }

    [Test]
    public void A_changed_state_layout_does_not_hide_interactions()
    {
        var newer = new FakeOptions { NewSchema = true };
        var result = Fixtures.Replay(Fixtures.Record(), newer with { WrongReadFrom = 5000 });
        Assert.That(Reads, Does.Contain(result.Divergence!.Access));
    }

    [Test]
    public void A_changed_state_layout_is_noted_and_counted()
    {
        var result = Fixtures.Replay(Fixtures.Record(), new FakeOptions { NewSchema = true });
        Assert.Multiple(() =>
        {
            Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Same), result.Divergence?.ToText());
            Assert.That(result.Counts.PartialDigests, Is.EqualTo(11));
            Assert.That(result.Notes.Single(), Does.Contain("device"));
        });
    }
}
