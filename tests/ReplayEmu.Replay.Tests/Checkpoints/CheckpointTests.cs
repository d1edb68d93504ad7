using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Checkpoints;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Tests.Checkpoints;

/// <summary>A machine restored from a checkpoint is the machine that came there by itself.</summary>
public sealed class CheckpointTests
{
    private static readonly byte[] Trace = Fixtures.Record(
        options: Fixtures.Options with
        {
            Detail = TraceDetail.Full,
            CheckpointInterval = 4000,
        }
    );

    [TestCase(4000UL, 4000UL)]
    [TestCase(7999UL, 4000UL)]
    [TestCase(12000UL, 12000UL)]
    [TestCase(ulong.MaxValue, 20000UL)]
    public void The_last_checkpoint_at_or_before_a_tick_is_restored(ulong wanted, ulong expected)
    {
        using var machine = Build();
        Assert.That(Restore(machine, wanted)?.Icount, Is.EqualTo(expected));
    }

    [Test]
    public void Before_the_first_checkpoint_there_is_none()
    {
        using var machine = Build();
        Assert.That(Restore(machine, 3999), Is.Null);
    }

    [TestCase(4000UL)]
    [TestCase(16000UL)]
    public void Restored_state_is_the_state_that_was(ulong icount)
    {
        using var restored = Build();
        Restore(restored, icount);
        using var run = Build();
        run.Run(icount);
        Assert.That(Total(restored), Is.EqualTo(Total(run)));
    }

    [Test]
    public void A_restored_machine_goes_on_as_the_other_did()
    {
        using var restored = Build();
        Restore(restored, 8000);
        restored.Run(17_000);
        using var run = Build();
        run.Run(17_000);
        Assert.That(Total(restored), Is.EqualTo(Total(run)));
    }

    [Test]
    public void Checkpoints_of_another_state_layout_are_refused()
    {
        using var machine = Build(new FakeOptions { NewSchema = true });
        Assert.That(
            () => Restore(machine, 8000),
            Throws.TypeOf<TraceFormatException>().With.Message.Contains("'device'")
        );
    }

    private static VirtualMachine Build(FakeOptions? options = null) =>
        new FakeCatalogue(options).Build(FakeCatalogue.Config, new FakeImages(), new NoInputs(), new NoOutputs());

    private static RestoredCheckpoint? Restore(VirtualMachine machine, ulong icount)
    {
        using var trace = new TraceReader(new MemoryStream(Trace));
        return new CheckpointRestorer(machine, trace).Restore(icount);
    }

    private static ulong Total(VirtualMachine machine) => new MachineDigest(machine).Compute(0).Total;
}
