using System;
using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Branches;
using ReplayEmu.Replay.Checkpoints;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Replay.Images;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>
/// Builds a machine from a trace alone, gives it the recorded inputs at the recorded ticks, and stops at the first difference. It
/// ends for every trace: at the end record, at the last whole chunk, at a difference or at damage.
/// </summary>
public sealed class Replayer : IDisposable
{
    private readonly TraceReader trace;
    private RecordStream stream;
    private readonly ReplayInputs inputs = new();
    private readonly Comparison comparison;
    private readonly DigestComparison digests;
    private readonly MachineDigest digest;
    private readonly LayoutMatch match;
    private ReplayResult? result;

    /// <param name="trace">Just opened; closed with the replayer.</param>
    /// <param name="catalogue">Builds the machine.</param>
    /// <param name="images">Finds images that are not in the trace.</param>
    /// <param name="outputs">Where the replayed output goes.</param>
    /// <param name="change">Makes another machine of the recorded one; the first difference that it makes ends the replay.</param>
    /// <exception cref="ConfigurationException">An image is missing, or this build has no such machine.</exception>
    public Replayer(
        TraceReader trace,
        IMachineCatalogue catalogue,
        IImageSource images,
        IOutputs outputs,
        Func<MachineConfig, MachineConfig>? change = null
    )
    {
        this.trace = trace;
        var source = new TraceImageSource(trace.Images, images);
        var config = catalogue.Resolve(change?.Invoke(trace.Header.Config) ?? trace.Header.Config);
        foreach (var image in MachineImages.Of(config))
        {
            // Before anything is built: a missing or other image is the most frequent reason why a replay cannot be.
            source.Open(image);
        }

        comparison = new Comparison(outputs);
        Machine = catalogue.Build(config, source, inputs, comparison);
        if (DebuggerPort.IsIn(trace.Header))
        {
            DebuggerPort.AddTo(Machine);
        }

        match = new LayoutMatch(trace.Header, Machine);
        stream = new RecordStream(trace);
        inputs.Attach(stream, comparison);
        comparison.Attach(Machine, stream, trace.Header, match);
        digest = new MachineDigest(Machine);
        digests = new DigestComparison(trace.Header, match);
    }

    public VirtualMachine Machine { get; }

    /// <summary>Begins at a checkpoint of the trace instead of power-on. Before anything ran.</summary>
    /// <exception cref="TraceFormatException">There is none there, the trace is damaged, or its layouts are another build's.</exception>
    public void StartAt(ulong icount)
    {
        var restored = new CheckpointRestorer(Machine, trace).Restore(icount);
        if (restored is null || restored.Icount != icount)
        {
            throw new TraceFormatException($"there is no checkpoint at icount {icount}");
        }

        stream = new RecordStream(trace, restored);
        comparison.Hash.Value = restored.OutputHash;
        inputs.Attach(stream, comparison);
        comparison.Attach(Machine, stream, trace.Header, match);
    }

    /// <summary>Replays to the end.</summary>
    /// <exception cref="TraceFormatException">Damage; everything before it was the same.</exception>
    public ReplayResult Run()
    {
        while (true)
        {
            if (Run(ulong.MaxValue) is { } done)
            {
                return done;
            }
        }
    }

    /// <summary>Replays to a tick; null when the end is not yet there.</summary>
    /// <exception cref="TraceFormatException">Damage; everything before it was the same.</exception>
    public ReplayResult? Run(ulong until)
    {
        while (result is null)
        {
            if (!stream.HasHead)
            {
                return result = Finish(ReplayOutcome.SameUntilCutOff, null);
            }

            var now = Machine.Clock.Icount;
            var target = Math.Min(until, Target(now));
            var reason = Machine.Run(target);
            if (Verdict(reason) is { } outcome)
            {
                return result = outcome;
            }

            if (Machine.Clock.Icount >= until)
            {
                return null;
            }
        }

        return result;
    }

    /// <summary>What was found the same up to here, when <see cref="Run(ulong)"/> came to its tick.</summary>
    public ReplayResult SoFar() => Finish(ReplayOutcome.Same, null);

    /// <summary>The state now.</summary>
    public DigestValue ComputeDigest() => digest.Compute(comparison.Hash.Value);

    public void Dispose()
    {
        Machine.Dispose();
        trace.Dispose();
    }

    /// <summary>The tick to run to next, so that digests and the end are met exactly.</summary>
    private ulong Target(ulong now)
    {
        ref readonly var head = ref stream.Head;
        if (head.Kind == RecordKind.End)
        {
            return EndTarget(head);
        }

        var stop = stream.NextStop;
        // Without a stop in view: over the last instruction whose records are known.
        return stop > now || head.Kind == RecordKind.Digest ? stop : now + 1;
    }

    private ReplayResult? Verdict(StopReason reason)
    {
        if (comparison.Divergence is not null)
        {
            return Finish(ReplayOutcome.Diverged, null);
        }

        if (!stream.HasHead)
        {
            return Finish(ReplayOutcome.SameUntilCutOff, null);
        }

        if (reason == StopReason.HostRequest)
        {
            return Finish(ReplayOutcome.Interrupted, null);
        }

        ref readonly var head = ref stream.Head;
        var now = Machine.Clock.Icount;
        if (head.Kind == RecordKind.End && (reason != StopReason.IcountReached || now >= EndTarget(head)))
        {
            return AtEnd(reason, now);
        }

        if (head.Kind == RecordKind.Digest && head.Icount == now)
        {
            AtDigest(DigestValue.FromBytes(head.Payload.Span)!, now);
            stream.Advance();
        }
        else if (reason != StopReason.IcountReached)
        {
            DivergeAtEnd($"goes on with {Difference.Describe(head)} at icount {head.Icount}", reason, now);
        }
        else if (head.Icount < now)
        {
            comparison.Missed();
        }

        return comparison.Divergence is null ? null : Finish(ReplayOutcome.Diverged, null);
    }

    private ReplayResult AtEnd(StopReason reason, ulong now)
    {
        ref readonly var head = ref stream.Head;
        var end = EndOf(head);
        var expected = IsStoppedByHost(end) ? StopReason.IcountReached : end.Reason;
        if (reason != expected || now != head.Icount || Machine.ExitCode != end.ExitCode)
        {
            DivergeAtEnd(Describe(end.Reason, end.ExitCode, head.Icount), reason, now);
            return Finish(ReplayOutcome.Diverged, end);
        }

        AtDigest(end.Digest, now);
        // What follows the end record is read as well: damage there is damage.
        stream.Advance();
        return Finish(comparison.Divergence is null ? ReplayOutcome.Same : ReplayOutcome.Diverged, end);
    }

    private void DivergeAtEnd(string recorded, StopReason reason, ulong now) =>
        comparison.Diverge(
            new Divergence(
                DivergenceKind.End,
                now,
                comparison.Pc,
                "machine",
                null,
                null,
                "end",
                recorded,
                Describe(reason, Machine.ExitCode, now)
            )
        );

    private void AtDigest(DigestValue recorded, ulong now)
    {
        var present = digest.Compute(comparison.Hash.Value);
        if (digests.Compare(recorded, present, now, comparison.Pc) is { } difference)
        {
            comparison.Diverge(difference);
        }
    }

    private ReplayResult Finish(ReplayOutcome outcome, EndValue? end)
    {
        if (stream.Failure is { } damage && outcome != ReplayOutcome.Diverged)
        {
            throw damage;
        }

        var notes = new List<string>();
        if (digests.Partial > 0)
        {
            notes.Add(
                $"{digests.Partial} digests were compared without parts that are laid out otherwise in this build: "
                    + string.Join(", ", match.Unchecked)
            );
        }

        if (trace.Ending is { IsComplete: false } cutOff)
        {
            notes.Add(cutOff.Text);
        }

        var counts = new ReplayCounts(
            inputs.Count,
            comparison.Outputs,
            comparison.Interactions,
            digests.Digests,
            digests.Partial
        );
        return new ReplayResult(outcome, Machine.Clock.Icount, comparison.Divergence, end, trace.Ending, counts, notes);
    }

    /// <summary>A machine that ended by itself shows why only when it is asked to go on.</summary>
    private static ulong EndTarget(in TraceRecord end) =>
        IsStoppedByHost(EndOf(end)) || end.Icount == ulong.MaxValue ? end.Icount : end.Icount + 1;

    private static EndValue EndOf(in TraceRecord record) => EndValue.FromBytes(record.Payload.Span)!;

    private static bool IsStoppedByHost(EndValue end) =>
        end.Reason is StopReason.IcountReached or StopReason.HostRequest;

    private static string Describe(StopReason reason, int exitCode, ulong icount) =>
        string.Create(CultureInfo.InvariantCulture, $"{reason} (exit code {exitCode}) at icount {icount}");
}
