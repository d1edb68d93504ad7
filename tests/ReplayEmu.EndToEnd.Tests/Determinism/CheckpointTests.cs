using System.IO;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Checkpoints;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Determinism;

/// <summary>A real machine put together from a checkpoint in mid-run goes on as the one that came there by itself.</summary>
public sealed class CheckpointTests
{
    [TestCase(100_000UL)]
    [TestCase(600_000UL)]
    [TestCase(1_200_000UL)]
    public void The_demo_ends_in_the_same_state(ulong at)
    {
        using var images = new ImageStore();
        Check(LibraryMachine.Demo("pc-1.0", "panic-demo", images), images, at, 100_000, 2_000_000);
    }

    [TestCase(500_000UL)]
    [TestCase(2_000_000UL)]
    [TestCase(4_500_000UL)]
    [Category("Guests")]
    public void SeaBIOS_ends_in_the_same_state(ulong at)
    {
        using var images = new ImageStore();
        Check(SlicingTests.SeaBiosDisk(images), images, at, 500_000, 6_000_000);
    }

    private static void Check(MachineConfig config, ImageStore images, ulong at, ulong interval, ulong end)
    {
        var catalogue = new MachineCatalogue();
        var options = new RecordingOptions
        {
            Detail = TraceDetail.Full,
            DigestInterval = interval,
            CheckpointInterval = interval,
        };
        var file = new MemoryStream();
        using (
            var recorder = new Recorder(
                catalogue.Resolve(config),
                catalogue,
                images,
                new NoInputs(),
                new NoOutputs(),
                file,
                options
            )
        )
        {
            recorder.Finish(recorder.Run(end));
        }

        using var whole = new LibraryMachine(config, images);
        var expected = whole.Machine.Run(end);
        using var restored = new LibraryMachine(config, images);
        using var trace = new TraceReader(new MemoryStream(file.ToArray()));
        var checkpoint = new CheckpointRestorer(restored.Machine, trace).Restore(at);
        Assert.That(checkpoint?.Icount, Is.EqualTo(at));
        Assert.That(restored.Machine.Run(end), Is.EqualTo(expected));
        Assert.That(restored.Machine.Clock.Icount, Is.EqualTo(whole.Machine.Clock.Icount));
        Assert.That(restored.Digest.Total, Is.EqualTo(whole.Digest.Total));
        Assert.That(whole.Text, Does.EndWith(restored.Text));
    }
}
