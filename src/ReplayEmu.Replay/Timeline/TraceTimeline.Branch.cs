using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Replay.Branches;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline;

/// <content>
/// What a debugger changes makes the timeline a branch: running goes on from the changed state, going backward or seeking drops it and
/// returns to the recorded run. A branch can be kept as a trace of its own.
/// </content>
public sealed partial class TraceTimeline
{
    private readonly List<(ulong Icount, byte[] Change)> changes = [];
    private TimelineMark forkMark;
    private ulong forkPlace;

    /// <summary>Changes a register of the first CPU; false when it does not take the value.</summary>
    public bool WriteRegister(int number, ReadOnlySpan<byte> value) =>
        Change(DebuggerPort.RegisterChange(number, value));

    /// <summary>Changes memory by linear address; false, and nothing is written, when not all of it is RAM.</summary>
    public bool WriteMemory(ulong linear, ReadOnlySpan<byte> bytes)
    {
        var pieces = new List<byte[]>();
        for (var done = 0; done < bytes.Length; )
        {
            var at = linear + (ulong)done;
            var length = (int)Math.Min((ulong)(bytes.Length - done), 4096 - (at & 0xfff));
            if (FindWritable(at, out var offset) is not { } block)
            {
                return false;
            }

            var index = Machine.Blocks.TakeWhile(one => !ReferenceEquals(one, block)).Count();
            pieces.Add(DebuggerPort.MemoryChange(index, offset, bytes.Slice(done, length)));
            done += length;
        }

        return pieces.TrueForAll(Change);
    }

    /// <summary>
    /// Writes the branch, from power-on over the changes to the present place, as a trace that replays by itself. What comes before
    /// the first change are the chunks of the old trace.
    /// </summary>
    /// <param name="file">Empty; closed at the end.</param>
    /// <param name="images">Opens images for a trace that embeds them.</param>
    /// <exception cref="ConfigurationException">There is no branch, or another build recorded the trace.</exception>
    /// <exception cref="TraceWriteException">The file could not be written.</exception>
    public void KeepBranch(Stream file, IImageSource images)
    {
        if (changes.Count == 0)
        {
            throw new ConfigurationException("there is no branch: nothing was changed");
        }

        var header = trace.Header;
        if (!IsSameBuild())
        {
            throw new ConfigurationException("a branch can only be kept by the build that recorded the trace");
        }

        var end = Icount;
        (ulong Icount, byte[] Change)[] wanted = [.. changes];
        var (place, mark) = (forkPlace, forkMark);
        using var writer = new TraceWriter(
            file,
            header with
            {
                InputPorts = [.. Machine.InputPorts.Select(port => port.Name)],
            },
            images
        );
        TracePrefix.Copy(trace, writer, mark, place);
        Seek(place);
        (forkPlace, forkMark) = (place, mark);
        gate.IsForked = true;
        gate.Writer = writer;
        ulong? stopped = null;
        try
        {
            foreach (var (icount, change) in wanted)
            {
                if (icount != stopped)
                {
                    // A replay stops at a digest, and then takes the changes before anything else of this tick.
                    Record(writer, icount);
                    writer.Digest(Icount, ComputeDigest());
                    stopped = icount;
                }

                writer.Input(Icount, (ushort)debuggerPort, change);
                Change(change);
            }

            // Changes that nothing ran after would not be met by a replay.
            var reason = Record(writer, Math.Max(end, Icount + 1));
            writer.End(
                Icount,
                new EndValue(reason, Machine.ExitCode, Machine.UnimplementedDetail ?? "", ComputeDigest())
            );
        }
        finally
        {
            gate.Writer = null;
        }
    }

    /// <summary>Runs the branch to a tick, with the digests that a trace must have.</summary>
    private StopReason Record(TraceWriter writer, ulong icount)
    {
        var reason = StopReason.IcountReached;
        while (true)
        {
            var now = Icount;
            var next = now + Math.Min(trace.Header.DigestInterval, ulong.MaxValue - now);
            reason = Machine.Run(Math.Min(icount, next));
            writer.ThrowIfFailed();
            if (reason is not (StopReason.IcountReached or StopReason.HostRequest))
            {
                ended = true;
                return reason;
            }

            if (Icount >= icount && reason == StopReason.IcountReached)
            {
                return reason;
            }

            if (Icount >= next)
            {
                writer.Digest(Icount, ComputeDigest());
            }
        }
    }

    private bool Change(byte[] change)
    {
        if (!IsForked)
        {
            (forkPlace, forkMark) = (Icount, gate.Mark);
            gate.IsForked = true;
        }

        if (!DebuggerPort.TryApply(Machine, change))
        {
            return false;
        }

        changes.Add((Icount, change));
        return true;
    }

    private MemoryBlock? FindWritable(ulong linear, out ulong offset)
    {
        offset = 0;
        if (DebugCpu is not { } cpu || !cpu.TryTranslate(linear, out var physical))
        {
            return null;
        }

        unsafe
        {
            // Only the block is taken from it, no pointer is kept.
            _ = Machine.Memory.ResolveWritePage(physical, out var block, out var page);
            offset = page + (physical & 0xfff);
            return block;
        }
    }

    private bool IsSameBuild()
    {
        var header = trace.Header;
        return header.Sources.SequenceEqual(Machine.Observation.Sources)
            && header.IrqLines.SequenceEqual(Machine.Irqs.All.Select(line => line.Name))
            && header.OutputPorts.SequenceEqual(Machine.OutputPorts.Select(port => port.Name))
            && header
                .InputPorts.Where(name => name != DebuggerPort.Name)
                .SequenceEqual(Machine.InputPorts.Select(port => port.Name).Where(name => name != DebuggerPort.Name));
    }
}
