using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Timeline.Watches;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// The gate of a timeline: gives the recorded inputs at their place among what the machine does, wherever the machine was put.
/// What it does is only counted here, not compared.
/// </summary>
internal sealed class TimelineGate : IInputs, IOutputs, IObserver
{
    private readonly OutputHash hash = new();
    private TimelineLog? log;
    private LayoutMatch? match;
    private VirtualMachine? machine;
    private InteractionWatch[] watches = [];
    private Action noteHit = static () => { };
    private Interaction last;
    private bool records;
    private TimelineMark mark;

    /// <summary>Inputs are given by tick alone: something was changed, and nothing need be as recorded.</summary>
    internal bool IsForked { get; set; }

    /// <summary>Set while a branch is written.</summary>
    internal TraceWriter? Writer { get; set; }

    /// <summary>Where in the recording the machine is.</summary>
    internal TimelineMark Mark
    {
        get => mark with { OutputHash = hash.Value };
        set
        {
            mark = value;
            hash.Value = value.OutputHash;
        }
    }

    /// <summary>The tick of the next input, MaxValue when none comes any more.</summary>
    internal ulong NextInput =>
        log is not null && mark.Inputs < log.Inputs.Count ? log.Inputs[mark.Inputs].Icount : ulong.MaxValue;

    /// <summary>The tick of the next digest.</summary>
    internal ulong NextDigest =>
        log is not null && mark.Digests < log.Digests.Count ? log.Digests[mark.Digests].Icount : ulong.MaxValue;

    internal void Attach(VirtualMachine to, TimelineLog recorded, LayoutMatch layouts, TraceDetail detail)
    {
        (machine, log, match) = (to, recorded, layouts);
        records = detail >= TraceDetail.Io;
        if (records)
        {
            machine.Observation.Observer = this;
        }
    }

    /// <summary>The machine is at the next digest's tick and has stopped there, as when it was recorded.</summary>
    internal void PassDigest()
    {
        mark.Digests++;
        mark.Ordinal++;
    }

    /// <summary>Tells of interactions that are watched; a recording without interactions does not count them.</summary>
    internal void ListenFor(InteractionWatch[] wanted, bool isWatching, Action onHit)
    {
        (watches, noteHit, last) = (wanted, onHit, default);
        machine!.Observation.Observer = records || isWatching ? this : null;
    }

    /// <summary>The bus master that transfers data at this tick, if one does.</summary>
    internal Interaction? TransferAt(ulong icount, bool isWrite) =>
        last.Icount == icount && last.Kind == (isWrite ? InteractionKind.DmaWrite : InteractionKind.DmaRead)
            ? last
            : null;

    public void OnInteraction(in Interaction interaction)
    {
        mark.Ordinal += records ? 1UL : 0;
        last = interaction;
        if (records)
        {
            Writer?.Interaction(interaction);
        }

        foreach (var watch in watches)
        {
            if (watch.Note(interaction))
            {
                noteHit();
            }
        }
    }

    public void Write(int port, ReadOnlySpan<byte> data)
    {
        hash.Add(port, data);
        if (records)
        {
            Writer?.Output(machine!.Clock.Icount, (ushort)port, data);
            // Long writes were recorded in several pieces.
            mark.Ordinal += (ulong)
                Math.Max(1, (data.Length + TraceLimits.MaxPayloadBytes - 1) / TraceLimits.MaxPayloadBytes);
        }
    }

    public ulong NextPoll(ulong icount) => IsDue(icount) ? icount : Math.Max(NextInput, icount + 1);

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        while (IsDue(icount))
        {
            var next = log!.Inputs[mark.Inputs++];
            var port = next.Port < match!.InputPorts.Length ? match.InputPorts[next.Port] : LayoutMatch.Missing;
            // A branch may have no room for what was typed in the recording.
            if (port >= 0 && next.Data.Length <= machine!.InputPorts[port].Room())
            {
                Writer?.Input(icount, (ushort)port, next.Data);
                input = new InputEvent((ushort)port, next.Data);
                return true;
            }
        }

        return false;
    }

    public ulong Idle(ulong icount, ulong wake)
    {
        if (IsDue(icount))
        {
            return icount;
        }

        var next = NextInput;
        if (next == ulong.MaxValue && wake == ulong.MaxValue)
        {
            // Nothing wakes the machine any more: it idles to the end of the recording, and there it stops for good.
            var end = log?.End ?? 0;
            return end > icount ? end : wake;
        }

        return Math.Min(wake, Math.Max(next, icount + 1));
    }

    private bool IsDue(ulong icount)
    {
        if (log is null || mark.Inputs >= log.Inputs.Count)
        {
            return false;
        }

        var next = log.Inputs[mark.Inputs];
        return next.Icount < icount || (next.Icount == icount && (IsForked || next.Ordinal <= mark.Ordinal));
    }
}

/// <summary>A place in a recording.</summary>
internal record struct TimelineMark
{
    /// <summary>Interactions, outputs and digests behind it.</summary>
    internal ulong Ordinal { get; set; }

    /// <summary>Inputs given.</summary>
    internal int Inputs { get; set; }

    /// <summary>Digests passed.</summary>
    internal int Digests { get; set; }

    /// <summary>See <see cref="Digests.OutputHash"/>.</summary>
    internal ulong OutputHash { get; set; }
}
