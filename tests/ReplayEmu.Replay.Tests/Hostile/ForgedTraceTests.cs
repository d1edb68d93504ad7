using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Tests.Hostile;

/// <summary>Traces whose checksums are good and whose records no machine made: they end soon, in words.</summary>
public sealed class ForgedTraceTests
{
    private static readonly DigestValue Nonsense = new([], [], 0);

    [Test]
    public void An_end_in_a_million_years_is_not_run_to()
    {
        Assert.That(
            () => Replay(writer => writer.End(long.MaxValue, End(StopReason.IcountReached))),
            Throws.TypeOf<TraceFormatException>().With.Message.Contains("no digest for more than")
        );
    }

    [Test]
    public void A_digest_of_another_machine_is_refused()
    {
        Assert.That(
            () => Replay(writer => writer.Digest(0, Nonsense)),
            Throws.TypeOf<TraceFormatException>().With.Message.Contains("not of the machine")
        );
    }

    [Test]
    public void An_end_that_no_machine_knows_is_a_divergence()
    {
        Assert.That(Replay(writer => writer.End(5, End((StopReason)99))).Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [TestCase(1)]
    [TestCase(65535)]
    public void Input_for_a_port_that_is_not_there_is_a_divergence(int port)
    {
        var result = Replay(writer => writer.Input(0, (ushort)port, [1]));
        Assert.That(result.Divergence?.Kind, Is.EqualTo(DivergenceKind.Input));
    }

    [Test]
    public void Input_larger_than_the_port_takes_is_a_divergence()
    {
        var result = Replay(writer => writer.Input(0, 0, new byte[65]));
        Assert.That(result.Divergence?.Kind, Is.EqualTo(DivergenceKind.Input));
    }

    [Test]
    public void An_interaction_of_an_unknown_source_is_a_divergence()
    {
        var forged = new Interaction(InteractionKind.PortRead, 0, 0xfff0, 999, 0x10, 1, 7);
        var result = Replay(writer => writer.Interaction(forged));
        Assert.That(result.Divergence?.Recorded, Does.Contain("unknown"));
    }

    [Test]
    public void An_interrupt_of_an_unknown_line_is_a_divergence()
    {
        var forged = new Interaction(InteractionKind.IrqRaise, 0, 0xfff0, 0, ulong.MaxValue, 1, 1);
        Assert.That(Replay(writer => writer.Interaction(forged)).Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [Test]
    public void An_interaction_that_never_comes_is_a_divergence()
    {
        var forged = new Interaction(InteractionKind.Hypercall, 1, 0, 0, 0, 1, 1);
        Assert.That(Replay(writer => writer.Interaction(forged)).Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [Test]
    public void A_million_records_at_one_tick_end_in_a_divergence()
    {
        var result = Replay(writer =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                writer.Mark(1, "");
                writer.Output(1, 0, "abcdefghijklmnopqrst"u8);
            }
        });
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.Diverged));
    }

    [Test]
    public void A_trace_without_records_replays_nothing()
    {
        Assert.That(Replay(_ => { }).Outcome, Is.EqualTo(ReplayOutcome.SameUntilCutOff));
    }

    private static EndValue End(StopReason reason) => new(reason, 0, "", Nonsense);

    private static ReplayResult Replay(Action<TraceWriter> forge)
    {
        using var machine = new FakeCatalogue().Build(
            FakeCatalogue.Config,
            new FakeImages(),
            new NoInputs(),
            new NoOutputs()
        );
        var options = Fixtures.Options with { ChunkBytes = 4096 };
        var file = new MemoryStream();
        using (var writer = new TraceWriter(file, MachineDescription.Of(machine, FakeCatalogue.Config, options)))
        {
            forge(writer);
        }

        return Fixtures.Replay(file.ToArray());
    }
}
