using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Timeline.Walks;

/// <summary>
/// Holds a <see cref="RandomWalk"/> to one plain replay from power-on to the end: at each place the state must be the same, and no
/// breakpoint or write may lie between where a search began and what it found.
/// </summary>
/// <param name="replay">From power-on, of the same trace.</param>
public sealed class ForwardCheck(Replayer replay)
{
    private readonly List<string> failures = [];
    private readonly List<Span> active = [];
    private IDebugCpu? Cpu => replay.Machine.RunningCpu as IDebugCpu;

    /// <summary>What is not as in the forward run, in words; empty when all is.</summary>
    public IReadOnlyList<string> Run(IReadOnlyList<WalkStep> steps)
    {
        foreach (var block in replay.Machine.Blocks)
        {
            block.WatchedPageWritten = NoteWrite;
        }

        foreach (var stop in Stops(steps))
        {
            if (!GoTo(stop.At))
            {
                break;
            }

            stop.Look();
        }

        return failures;
    }

    private IEnumerable<Stop> Stops(IReadOnlyList<WalkStep> steps)
    {
        var stops = new List<Stop>();
        foreach (var step in steps)
        {
            stops.Add(new Stop(step.To, () => Compare(step)));
            if (step.Kind == WalkKind.StepBack)
            {
                CheckLength(step);
                if (step.To > 0)
                {
                    stops.Add(new Stop(step.To - 1, () => CheckFirst(step)));
                }
            }
            else if (step.Kind is WalkKind.BackToBreakpoint or WalkKind.BackToWatch)
            {
                // The instruction at the place found is what was searched for; then comes nothing of that kind.
                var span = new Span(step);
                stops.Add(new Stop(step.To, () => Begin(span)));
                stops.Add(new Stop(step.To + 1, () => Pass(span)));
                stops.Add(new Stop(Math.Max(step.From, step.To + 1), () => End(span)));
            }
        }

        // Of those at one tick, in the order in which they were added.
        return stops.OrderBy(static stop => stop.At);
    }

    private bool GoTo(ulong icount)
    {
        while (replay.Machine.Clock.Icount < icount)
        {
            var result = replay.Run(icount);
            if (Cpu is { BreakpointHit: true })
            {
                var place = replay.Machine.Clock.Icount;
                var pc = replay.Machine.Observation.ProgramCounter();
                failures.Add($"icount {place}: a search backward missed the breakpoint at 0x{pc:x}");
                return false;
            }

            if (result is not null && replay.Machine.Clock.Icount < icount)
            {
                failures.Add($"icount {replay.Machine.Clock.Icount}: the forward run ended: {result.Outcome}");
                return false;
            }
        }

        return true;
    }

    private void Compare(WalkStep step)
    {
        var there = replay.ComputeDigest();
        if (there.Total != step.Digest.Total || replay.Machine.Clock.Retired != step.ToRetired)
        {
            failures.Add(
                $"icount {step.To}: {step.Kind} from {step.From} came to another state than the forward run: "
                    + Different(step, there)
            );
        }

        if (step.Kind == WalkKind.Finish)
        {
            CompareEnd(step);
        }
    }

    /// <summary>Names of the parts of the state that differ.</summary>
    private string Different(WalkStep step, DigestValue there)
    {
        var machine = replay.Machine;
        var parts = new List<string>();
        if (machine.Clock.Retired != step.ToRetired)
        {
            parts.Add($"{step.ToRetired} instructions instead of {machine.Clock.Retired}");
        }

        for (var i = 0; i < there.Sections.Count; i++)
        {
            if (there.Sections[i] != step.Digest.Sections[i])
            {
                parts.Add(machine.Arena.Sections[i].Name);
            }
        }

        for (var i = 0; i < there.Blocks.Count; i++)
        {
            if (there.Blocks[i] != step.Digest.Blocks[i])
            {
                parts.Add(machine.Blocks[i].Name);
            }
        }

        if (there.Output != step.Digest.Output)
        {
            parts.Add("what was printed");
        }

        return string.Join(", ", parts);
    }

    private void CompareEnd(WalkStep step)
    {
        var result = replay.Run();
        if (result.Divergence is not null || (result.End is { } end && end.Digest.Total != step.Digest.Total))
        {
            failures.Add($"icount {step.To}: the end is not in the state that was recorded");
        }
    }

    private void CheckLength(WalkStep step)
    {
        var expected = step.FromRetired == 0 ? 0 : step.FromRetired - 1;
        if (step.ToRetired != expected)
        {
            failures.Add($"icount {step.From}: one step back retired {step.FromRetired - step.ToRetired} instructions");
        }
    }

    private void CheckFirst(WalkStep step)
    {
        if (replay.Machine.Clock.Retired >= step.ToRetired && step.To > 0)
        {
            failures.Add($"icount {step.To}: not the first place with {step.ToRetired} instructions");
        }
    }

    private void Begin(Span span)
    {
        if (span.Step.Stop == TimelineStop.Breakpoint)
        {
            var pc = replay.Machine.Observation.ProgramCounter();
            if (pc != span.Step.Address)
            {
                failures.Add($"icount {span.Step.To}: stopped at 0x{pc:x}, not at the breakpoint");
            }
        }

        if (span.Step.Kind == WalkKind.BackToWatch)
        {
            active.Add(span);
            Arm();
        }
    }

    /// <summary>The instruction at the place found has run.</summary>
    private void Pass(Span span)
    {
        if (span.Step.Stop == TimelineStop.Watch && !span.IsWritten)
        {
            failures.Add($"icount {span.Step.To}: nothing wrote physical address 0x{span.Step.Address:x}");
        }

        if (span.Step.Stop == TimelineStop.Watch)
        {
            span.IsWritten = false;
        }
        else if (span.Step.Kind == WalkKind.BackToBreakpoint)
        {
            active.Add(span);
            Arm();
        }
    }

    private void End(Span span)
    {
        active.Remove(span);
        Arm();
        if (span.IsWritten)
        {
            failures.Add($"icount {span.WrittenAt}: a search backward missed the write of 0x{span.Step.Address:x}");
        }
    }

    private void Arm()
    {
        Cpu?.SetBreakpoints([
            .. active
                .Where(static span => span.Step.Kind == WalkKind.BackToBreakpoint)
                .Select(static span => span.Step.Address)
                .Distinct()
                .Order(),
        ]);
        if (Cpu is { } cpu)
        {
            (cpu.BreakpointsEnabled, cpu.BreakpointHit) = (true, false);
        }

        foreach (var block in replay.Machine.Blocks)
        {
            block.ClearFlags(PageFlags.Watched);
        }

        foreach (var span in active.Where(static span => span.Step.Kind == WalkKind.BackToWatch))
        {
            Watch(span);
        }

        foreach (var each in replay.Machine.Cpus)
        {
            each.MemoryMapChanged();
        }
    }

    private unsafe void Watch(Span span)
    {
        // Only the block is taken from it, no pointer is kept.
        _ = replay.Machine.Memory.ResolveWritePage(span.Step.Address, out var block, out var page);
        if (block is not null)
        {
            (span.Block, span.Offset) = (block, page + (span.Step.Address & 0xfff));
            block.Flags[page >> MemoryBlock.PageShift] |= (byte)PageFlags.Watched;
        }
    }

    private void NoteWrite(MemoryBlock block, ulong offset, ulong length)
    {
        foreach (var span in active)
        {
            if (
                ReferenceEquals(span.Block, block)
                && offset < span.Offset + RandomWalk.WatchLength
                && span.Offset < offset + length
            )
            {
                (span.IsWritten, span.WrittenAt) = (true, replay.Machine.Clock.Icount);
            }
        }
    }

    /// <summary>From what a search found to where it began.</summary>
    private sealed class Span(WalkStep step)
    {
        internal WalkStep Step => step;

        internal MemoryBlock? Block { get; set; }

        internal ulong Offset { get; set; }

        internal bool IsWritten { get; set; }

        internal ulong WrittenAt { get; set; }
    }

    /// <summary>Something to look at when the forward run is at a tick.</summary>
    private sealed record Stop(ulong At, Action Look);
}
