using System.IO;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>Random bytes in one mode, recorded with all interactions and replayed from the trace alone.</summary>
internal static class ByteFuzzRun
{
    /// <summary>Null, or what went wrong.</summary>
    /// <param name="bytes">A multiple of <see cref="ByteFuzzMachine.LotSize"/>.</param>
    /// <param name="counts">What the replay compared.</param>
    public static string? Run(ByteFuzzMode mode, ulong seed, ulong bytes, out ReplayCounts counts)
    {
        counts = new ReplayCounts(0, 0, 0, 0, 0);
        using var trace = new MemoryStream();
        if (
            Record(mode, new ByteFuzzInputs(seed ^ ((ulong)mode << 56), bytes / ByteFuzzMachine.LotSize), trace) is
            { } failure
        )
        {
            return failure;
        }

        using var replayer = new Replayer(
            new TraceReader(new MemoryStream(trace.ToArray(), writable: false)),
            new ByteFuzzCatalogue(),
            new NoImages(),
            new NoOutputs()
        );
        var result = replayer.Run();
        counts = result.Counts;
        return result.Outcome == ReplayOutcome.Same
            ? null
            : $"replay {result.Outcome} at icount {result.Icount}: {result.Divergence?.ToText()}";
    }

    private static string? Record(ByteFuzzMode mode, ByteFuzzInputs inputs, MemoryStream trace)
    {
        using var recorder = new Recorder(
            new MachineConfig { Machine = mode.ToString() },
            new ByteFuzzCatalogue(),
            new NoImages(),
            inputs,
            new NoOutputs(),
            trace,
            new RecordingOptions { Detail = TraceDetail.Io, DigestInterval = 200_000 }
        );
        var reason = recorder.Run(inputs.Ticks);
        recorder.Finish(reason);
        return reason == StopReason.IcountReached
            ? null
            : $"{reason} at icount {recorder.Machine.Clock.Icount}: {recorder.Machine.UnimplementedDetail}";
    }
}
