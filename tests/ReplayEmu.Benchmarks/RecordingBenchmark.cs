using System.IO;
using BenchmarkDotNet.Attributes;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Trace;

namespace ReplayEmu.Benchmarks;

/// <summary>The built-in good boot at each level of detail: what recording costs.</summary>
public class RecordingBenchmark
{
    private readonly BenchmarkMachine parts = new("fixed-demo");

    [Params(TraceDetail.Inputs, TraceDetail.Io, TraceDetail.Full)]
    public TraceDetail Detail { get; set; }

    [Benchmark]
    public StopReason Record()
    {
        using var recorder = new Recorder(
            parts.Config,
            new MachineCatalogue(),
            parts,
            new NoInputs(),
            new NoOutputs(),
            new MemoryStream(),
            new RecordingOptions { Detail = Detail }
        );
        var reason = recorder.Run(ulong.MaxValue);
        recorder.Finish(reason);
        return reason;
    }
}
