using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Replay.Branches;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Replay.Images;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// A recorded run as a line on which one can go to any tick, forward and backward: the machine is run again from the nearest
/// checkpoint before. A place is a tick (<see cref="Icount"/>); places between two ticks of idle time exist, steps go over them.
/// </summary>
public sealed partial class TraceTimeline : IDisposable
{
    private readonly TraceReader trace;
    private readonly TimelineOptions options;
    private readonly TimelineGate gate = new();
    private readonly TimelineLog log;
    private readonly CheckpointStore store;
    private readonly StoredCheckpoints stored;
    private readonly int debuggerPort;
    private readonly MachineDigest digest;
    private readonly DigestComparison digests;
    private bool ended;

    /// <param name="trace">Just opened; closed with the timeline.</param>
    /// <param name="catalogue">Builds the machine.</param>
    /// <param name="images">Finds images that are not in the trace.</param>
    /// <exception cref="ConfigurationException">An image is missing, or this build has no such machine.</exception>
    /// <exception cref="TraceFormatException">The trace is damaged.</exception>
    public TraceTimeline(
        TraceReader trace,
        IMachineCatalogue catalogue,
        IImageSource images,
        TimelineOptions? options = null
    )
    {
        this.trace = trace;
        this.options = options ?? new TimelineOptions();
        log = new TimelineLog(trace);
        var config = catalogue.Resolve(this.options.Change?.Invoke(trace.Header.Config) ?? trace.Header.Config);
        Machine = catalogue.Build(config, new TraceImageSource(trace.Images, images), gate, gate);
        debuggerPort = DebuggerPort.AddTo(Machine);
        var match = new LayoutMatch(trace.Header, Machine);
        gate.Attach(Machine, log, match, trace.Header.Detail);
        digest = new MachineDigest(Machine);
        digests = new DigestComparison(trace.Header, match);
        store = new CheckpointStore(Machine, gate.Mark, this.options.CheckpointMemory);
        stored = new StoredCheckpoints(trace, log, Machine, this.options.Change is null ? match : null);
        foreach (var block in Machine.Blocks)
        {
            block.WatchedPageWritten = (at, offset, length) => NoteMemory(at, offset, length, isWrite: true);
            block.WatchedPageRead = (at, offset, length) => NoteMemory(at, offset, length, isWrite: false);
        }
    }

    public VirtualMachine Machine { get; }

    /// <summary>Where the machine is: ticks since power-on.</summary>
    public ulong Icount => Machine.Clock.Icount;

    /// <summary>The last place.</summary>
    public ulong End => log.End;

    /// <summary>How the recording ended; null for a trace that was cut off.</summary>
    public EndValue? EndValue => log.EndValue;

    /// <summary>The machine can go no further.</summary>
    public bool IsAtEnd => ended || (!IsForked && Icount >= End);

    /// <summary>The state was changed (<see cref="WriteRegister"/>, <see cref="WriteMemory"/>): what runs now is a branch that nobody recorded.</summary>
    public bool IsForked => gate.IsForked;

    /// <summary>The first difference from the recording that a digest showed: this build does something else.</summary>
    public Divergence? Divergence { get; private set; }

    /// <summary>Checkpoints in host memory.</summary>
    public int Checkpoints => store.Count;

    /// <summary>Host memory that they need, in bytes.</summary>
    public long CheckpointBytes => store.Bytes;

    /// <summary>Goes to a tick; beyond the end, to the end. False when it was interrupted on the way.</summary>
    public bool Seek(ulong icount)
    {
        icount = Math.Min(icount, End);
        var nearest = Nearest(icount);
        if (IsForked || icount < Icount || nearest.Icount > Icount)
        {
            Restore(nearest);
        }

        return RunTo(icount, approach: true);
    }

    /// <summary>Retires instructions; fewer at the end. Idle time is no step.</summary>
    public TimelineStop Step(ulong count = 1)
    {
        var target = Machine.Clock.Retired + Math.Min(count, ulong.MaxValue - Machine.Clock.Retired);
        var done = RunRetired(target);
        return !done ? TimelineStop.Interrupted
            : Machine.Clock.Retired < target ? TimelineStop.End
            : TimelineStop.Done;
    }

    /// <summary>Goes back to the first place at which so many instructions less were retired.</summary>
    public TimelineStop StepBack(ulong count = 1)
    {
        var retired = Machine.Clock.Retired;
        if (retired < count || Icount == 0)
        {
            Seek(0);
            return TimelineStop.Begin;
        }

        var from = Icount;
        var checkpoint = Nearest(from - 1);
        while (checkpoint.Retired > retired - count || (checkpoint.Retired == retired - count && checkpoint.Icount > 0))
        {
            // One that is exactly there may be in the midst of idle time.
            checkpoint = store.Before(checkpoint.Icount - 1);
        }

        Restore(checkpoint);
        Approach(from - Math.Min(from, count));
        if (Machine.Clock.Retired >= retired - count && Icount > checkpoint.Icount)
        {
            // Idle time lies between, and the place is farther back than the number of steps.
            Restore(checkpoint);
        }

        return RunRetired(retired - count) ? TimelineStop.Done : TimelineStop.Interrupted;
    }

    /// <summary>The state here, as <see cref="MachineDigest"/> hashes it.</summary>
    public DigestValue ComputeDigest() => digest.Compute(gate.Mark.OutputHash);

    /// <summary>The first tick at or after a guest time.</summary>
    public ulong TickAt(ulong nanoseconds) => log.TickAt(nanoseconds);

    /// <summary>The tick of the first mark whose text contains another; null when there is none.</summary>
    public ulong? FindMark(string text)
    {
        foreach (var mark in log.Marks)
        {
            if (mark.Text.Contains(text, StringComparison.Ordinal))
            {
                return mark.Icount;
            }
        }

        return null;
    }

    /// <summary>The tick at which a console line, counted from 1, was ended; null when there are fewer.</summary>
    /// <param name="port">Output port by name; null for the one that printed most.</param>
    public ulong? FindLine(ulong number, string? port)
    {
        var index = port is null ? log.Console.Busiest() : (ushort?)IndexOfPort(port);
        return index is { } known ? log.Console.Line(known, number) : null;
    }

    /// <summary>The tick of an event, counted from 1 as <c>events</c> lists them; null when there are fewer.</summary>
    public ulong? FindEvent(ulong number) => EventPlace.Find(trace, number);

    /// <summary>The next (or, backward, the last) tick at which the end of a text was printed; null when there is none.</summary>
    public ulong? FindText(ReadOnlySpan<byte> text, bool backward) =>
        backward ? log.Console.Last(text, Icount) : log.Console.Next(text, Icount);

    /// <summary>The first tick at which the end of a text was printed; null when it never was.</summary>
    public ulong? FirstText(ReadOnlySpan<byte> text) => log.Console.First(text);

    public void Dispose()
    {
        Machine.Dispose();
        trace.Dispose();
    }

    private int? IndexOfPort(string name)
    {
        for (var i = 0; i < trace.Header.OutputPorts.Count; i++)
        {
            if (trace.Header.OutputPorts[i] == name)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The CPU that runs at the present place.</summary>
    private IDebugCpu? DebugCpu => Machine.RunningCpu as IDebugCpu;

    /// <summary>The last checkpoint at or before a tick: in host memory, or read from the trace where that is far away.</summary>
    private MemoryCheckpoint Nearest(ulong icount)
    {
        var nearest = store.Before(icount);
        if (
            stored.LastBefore(icount) is { } better
            && better.Icount > nearest.Icount
            && better.Icount - nearest.Icount > options.Spacing
            && (IsForked || Icount < better.Icount || Icount > icount)
        )
        {
            stored.Load(nearest, better, store);
            nearest = store.Before(icount);
        }

        return nearest;
    }

    private void Restore(MemoryCheckpoint checkpoint)
    {
        store.Restore(checkpoint);
        gate.Mark = checkpoint.Mark;
        gate.IsForked = false;
        changes.Clear();
        ended = false;
    }
}
