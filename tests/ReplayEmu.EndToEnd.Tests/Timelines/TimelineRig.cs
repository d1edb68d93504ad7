using System;
using System.IO;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>The failing boot of 2012, recorded in memory, as a timeline.</summary>
internal sealed class TimelineRig : IDisposable
{
    private readonly ImageStore images = new();

    internal ImageStore Images => images;

    /// <summary>The trace.</summary>
    internal byte[] File { get; }

    internal TimelineRig(TimelineOptions? options = null, RecordingOptions? recording = null)
    {
        var file = new MemoryStream();
        using (
            var recorder = new Recorder(
                LibraryMachine.Demo("pc-1.0", "panic-demo", images),
                new MachineCatalogue(),
                images,
                new NoInputs(),
                new NoOutputs(),
                file,
                recording ?? new RecordingOptions { DigestInterval = 3_000_000 }
            )
        )
        {
            recorder.Run(100_000);
            recorder.Mark("the first hundred thousand");
            var reason = recorder.Run(100_000_000);
            recorder.Finish(reason);
        }

        File = file.ToArray();
        Timeline = new TraceTimeline(new TraceReader(new MemoryStream(File)), new MachineCatalogue(), images, options);
    }

    internal TraceTimeline Timeline { get; }

    /// <summary>The same machine, never recorded and only run forward.</summary>
    internal LibraryMachine Forward() => new(LibraryMachine.Demo("pc-1.0", "panic-demo", images), images);

    /// <summary>Digest without what was printed.</summary>
    internal static ulong State(DigestValue digest) => new DigestValue(digest.Sections, digest.Blocks, 0).Total;

    public void Dispose()
    {
        Timeline.Dispose();
        images.Dispose();
    }
}
