using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Tests.Recording;

/// <summary>What a recording leaves behind.</summary>
public sealed class RecordingTests
{
    [TestCase(TraceDetail.Inputs)]
    [TestCase(TraceDetail.Io)]
    [TestCase(TraceDetail.Full)]
    public void Two_recordings_of_a_run_are_the_same_file(TraceDetail detail)
    {
        var options = Fixtures.Options with { Detail = detail, CheckpointInterval = 5000 };
        Assert.That(Fixtures.Record(options: options), Is.EqualTo(Fixtures.Record(options: options)));
    }

    [Test]
    public void How_a_run_is_cut_into_calls_does_not_show()
    {
        Assert.That(Fixtures.Record(slice: 13), Is.EqualTo(Fixtures.Record()));
    }

    [Test]
    public void A_stop_by_the_host_is_replayed()
    {
        var file = new MemoryStream();
        using (var recorder = Start(file))
        {
            recorder.Run(5000);
            recorder.Machine.RequestHostStop();
            recorder.Finish(recorder.Run(9000));
        }

        Assert.That(Fixtures.Replay(file.ToArray()).Outcome, Is.EqualTo(ReplayOutcome.Same));
    }

    [Test]
    public void A_recording_that_is_never_finished_replays_as_far_as_it_goes()
    {
        var result = Fixtures.Replay(Fixtures.Record(finish: false));
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.SameUntilCutOff));
    }

    [Test]
    public void Little_is_lost_when_the_recorder_is_killed_with_a_chunk_far_from_full()
    {
        var file = new MemoryStream();
        var options = Fixtures.Options with { ChunkBytes = TraceLimits.MaxChunkBytes, FlushInterval = 4000 };
        using var recorder = Start(file, options);
        recorder.Run(9000);
        var killed = Fixtures.Replay(file.ToArray());
        Assert.That((killed.Outcome, killed.Icount), Is.EqualTo((ReplayOutcome.SameUntilCutOff, 8000UL)));
    }

    [Test]
    public void Embedded_images_make_a_trace_that_needs_nothing_else()
    {
        var trace = Fixtures.Record(
            config: FakeCatalogue.Config with
            {
                Bios = FakeImages.Reference,
            },
            options: Fixtures.Options with
            {
                EmbedImages = true,
            }
        );
        using var replayer = new Replayer(
            new TraceReader(new MemoryStream(trace)),
            new FakeCatalogue(),
            new FakeImages(isEmpty: true),
            new NoOutputs()
        );
        Assert.That(replayer.Run().Outcome, Is.EqualTo(ReplayOutcome.Same));
    }

    [Test]
    public void A_missing_image_is_told_before_anything_runs()
    {
        var trace = Fixtures.Record(config: FakeCatalogue.Config with { Bios = FakeImages.Reference });
        Assert.That(
            () =>
                new Replayer(
                    new TraceReader(new MemoryStream(trace)),
                    new FakeCatalogue(),
                    new FakeImages(isEmpty: true),
                    new NoOutputs()
                ),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("fake.bin")
        );
    }

    [TestCase(8000)]
    [TestCase(8001)]
    [TestCase(12345)]
    public void A_full_disk_is_told_and_leaves_a_valid_shorter_trace(int room)
    {
        var disk = new FullDisk(room);
        Assert.That(
            () =>
            {
                using var recorder = Start(disk);
                recorder.Finish(recorder.Run(50_000));
            },
            Throws.TypeOf<TraceWriteException>().With.Message.Contains("valid, shorter trace")
        );
        var result = Fixtures.Replay(disk.ToArray());
        Assert.That(result.Outcome, Is.EqualTo(ReplayOutcome.SameUntilCutOff));
        Assert.That(result.Counts.Interactions, Is.GreaterThan(0));
    }

    [Test]
    public void A_disk_without_room_for_the_header_is_told()
    {
        Assert.That(() => Start(new FullDisk(10)), Throws.TypeOf<TraceWriteException>());
    }

    private static Recorder Start(Stream file, RecordingOptions? options = null) =>
        new(
            FakeCatalogue.Config,
            new FakeCatalogue(),
            new FakeImages(),
            new NoInputs(),
            new NoOutputs(),
            file,
            options ?? Fixtures.Options
        );

    /// <summary>Takes what fits, as a file system does, and then fails.</summary>
    private sealed class FullDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = (int)Math.Min(buffer.Length, room - Position);
            base.Write(buffer[..fits]);
            if (fits < buffer.Length)
            {
                throw new IOException("No space left on device.");
            }
        }
    }
}
