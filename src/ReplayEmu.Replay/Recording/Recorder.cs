using System;
using System.IO;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Checkpoints;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Recording;

/// <summary>Runs a machine and writes its trace.</summary>
public sealed class Recorder : IDisposable
{
    private readonly TraceWriter writer;
    private readonly RecordingObserver observer;
    private readonly RecordingOptions options;
    private readonly MachineDigest digest;
    private readonly CheckpointWriter? checkpoints;
    private ulong nextDigest;
    private ulong flushed;

    /// <param name="config">Resolved.</param>
    /// <param name="catalogue">Builds the machine.</param>
    /// <param name="images">Opens the images of the configuration.</param>
    /// <param name="inputs">The live gate.</param>
    /// <param name="outputs">Where output goes besides the trace.</param>
    /// <param name="trace">Empty, unbuffered; closed with the recorder.</param>
    /// <param name="options">How to record.</param>
    /// <exception cref="ConfigurationException">The machine cannot be built.</exception>
    /// <exception cref="TraceWriteException">The header could not be written.</exception>
    public Recorder(
        MachineConfig config,
        IMachineCatalogue catalogue,
        IImageSource images,
        IInputs inputs,
        IOutputs outputs,
        Stream trace,
        RecordingOptions options
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.DigestInterval);
        this.options = options;
        var recordsIo = options.Detail >= TraceDetail.Io;
        var gate = new RecordingInputs(inputs);
        observer = new RecordingObserver(outputs, recordsIo);
        Machine = catalogue.Build(config, images, gate, observer);
        try
        {
            writer = new TraceWriter(trace, MachineDescription.Of(Machine, config, options), images);
        }
        catch
        {
            Machine.Dispose();
            throw;
        }

        gate.Writer = writer;
        observer.Attach(Machine, writer);
        Machine.Observation.Observer = recordsIo ? observer : null;
        digest = new MachineDigest(Machine);
        if (options.Detail == TraceDetail.Full)
        {
            checkpoints = new CheckpointWriter(Machine, writer, options.CheckpointInterval);
        }

        nextDigest = options.DigestInterval;
    }

    public VirtualMachine Machine { get; }

    /// <summary>Bytes of the trace so far.</summary>
    public long TraceBytes => writer.FileBytes;

    /// <summary>As <see cref="VirtualMachine.Run"/>; how a run is cut into calls does not show in the trace.</summary>
    /// <exception cref="TraceWriteException">The trace could not be written on; the machine has stopped near there.</exception>
    public StopReason Run(ulong until)
    {
        while (true)
        {
            var reason = Machine.Run(Math.Min(until, nextDigest));
            writer.ThrowIfFailed();
            if (reason != StopReason.IcountReached)
            {
                return reason;
            }

            var now = Machine.Clock.Icount;
            if (now >= nextDigest)
            {
                WriteDigest(now);
                var room = ulong.MaxValue - now;
                nextDigest = now + Math.Min(room, options.DigestInterval);
                writer.ThrowIfFailed();
            }

            if (now >= until)
            {
                return StopReason.IcountReached;
            }
        }
    }

    /// <summary>Digests come at every interval, also of an idle guest: a replay takes a trace without them for damaged.</summary>
    private void WriteDigest(ulong now)
    {
        writer.Digest(now, digest.Compute(observer.Hash.Value));
        checkpoints?.WriteIfDue(now, observer.Hash.Value);
        if (now - flushed >= options.FlushInterval)
        {
            flushed = now;
            writer.Flush();
        }
    }

    /// <summary>Names the present tick.</summary>
    public void Mark(string text) => writer.Mark(Machine.Clock.Icount, text);

    /// <summary>Writes how it ended; nothing can be recorded after that.</summary>
    /// <param name="reason">What the last <see cref="Run"/> returned.</param>
    /// <exception cref="TraceWriteException">The trace is incomplete.</exception>
    public EndValue Finish(StopReason reason)
    {
        while (reason == StopReason.HostRequest)
        {
            // The host's stop leaves inputs and timers of this tick open; a replay that runs to this tick does them.
            var settled = Machine.Run(Machine.Clock.Icount);
            reason = settled == StopReason.IcountReached ? StopReason.IcountReached : settled;
        }

        var detail = reason == StopReason.Unimplemented ? Machine.UnimplementedDetail ?? "" : "";
        var end = new EndValue(reason, Machine.ExitCode, detail, digest.Compute(observer.Hash.Value));
        writer.End(Machine.Clock.Icount, end);
        return end;
    }

    /// <summary>Without <see cref="Finish"/> the trace ends where it is, and reads as one that was cut off.</summary>
    public void Dispose()
    {
        writer.Dispose();
        Machine.Dispose();
    }
}
