using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Hostile;

/// <summary>Traces of real machines that were cut off or damaged: always a clear word, never a hang, a crash or silence.</summary>
public sealed class DamagedTraceTests
{
    [Test]
    public void Cut_at_every_kibibyte_it_replays_to_its_last_good_chunk_and_says_so()
    {
        var good = Record("panic-demo");
        Assert.That(good, Has.Length.GreaterThan(16 << 10));
        var replayed = 0;
        for (var length = 1024; length < good.Length; length += 1024)
        {
            try
            {
                var result = Replay(good[..length]);
                Assert.That(
                    result.Outcome,
                    Is.AnyOf(ReplayOutcome.SameUntilCutOff, ReplayOutcome.Same),
                    $"cut at {length}"
                );
                Assert.That(result.Ending!.IsComplete, Is.False, $"cut at {length}");
                Assert.That(result.Ending!.Text, Does.Contain("cut off"), $"cut at {length}");
                replayed++;
            }
            catch (TraceFormatException shorter)
            {
                Assert.That(shorter.Message, Does.Contain("the file ends inside"), $"cut at {length}");
            }
        }

        Assert.That(replayed, Is.GreaterThan(4));
    }

    [Test]
    public void Two_thousand_damaged_bytes_are_all_noticed() => Damage(Record("echo"), 2000);

    [Test]
    [Category("Slow")]
    public void Two_thousand_damaged_bytes_of_a_failing_boot_are_all_noticed() => Damage(Record("panic-demo"), 2000);

    /// <summary>A fixed seed: the same bytes in every run.</summary>
    private static void Damage(byte[] good, int count)
    {
        Assert.That(Replay(good).Outcome, Is.EqualTo(ReplayOutcome.Same));
        var state = 2012UL;
        for (var i = 0; i < count; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            var at = (int)((state >> 33) % (ulong)good.Length);
            var damaged = (byte[])good.Clone();
            damaged[at] ^= (byte)(1 + ((state >> 20) % 255));
            Assert.That(IsNoticed(damaged), $"byte {at} of {good.Length}");
        }
    }

    private static bool IsNoticed(byte[] file)
    {
        try
        {
            var result = Replay(file);
            return result.Outcome != ReplayOutcome.Same || result.Ending?.IsComplete == false;
        }
        catch (Exception failure) when (failure is TraceFormatException or ConfigurationException)
        {
            return true;
        }
    }

    private static ReplayResult Replay(byte[] file)
    {
        using var images = new ImageStore();
        var trace = new TraceReader(new MemoryStream(file));
        using var replayer = new Replayer(trace, new MachineCatalogue(), images, new NoOutputs());
        return replayer.Run();
    }

    private static byte[] Record(string guest)
    {
        using var images = new ImageStore();
        var catalogue = new MachineCatalogue();
        var config = catalogue.Resolve(LibraryMachine.Demo("pc-1.0", guest, images));
        var file = new MemoryStream();
        var options = new RecordingOptions
        {
            EmbedImages = true,
            ChunkBytes = 4096,
            DigestInterval = 100_000,
        };
        using (var recorder = new Recorder(config, catalogue, images, new NoInputs(), new NoOutputs(), file, options))
        {
            recorder.Finish(recorder.Run(5_000_000));
        }

        return file.ToArray();
    }
}
