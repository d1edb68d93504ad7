using System;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Replaying;

/// <summary>
/// The gate of a replay. An input is delivered when it is the very next record, so that its order among the interactions, outputs
/// and digests of the same tick is the recorded one.
/// </summary>
internal sealed class ReplayInputs : IInputs
{
    private RecordStream? stream;
    private Comparison? comparison;

    /// <summary>Delivered.</summary>
    internal ulong Count { get; private set; }

    internal void Attach(RecordStream records, Comparison with) => (stream, comparison) = (records, with);

    public ulong NextPoll(ulong icount)
    {
        if (stream is null)
        {
            return ulong.MaxValue;
        }

        return IsDue(icount) ? icount : Math.Max(stream.NextInput, icount + 1);
    }

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (!IsDue(icount))
        {
            return false;
        }

        ref readonly var head = ref stream!.Head;
        if (head.Icount != icount || comparison!.PortFor(head) is not { } port)
        {
            comparison!.InputFailed(head);
            return false;
        }

        // The bytes stay where they are until the chunk is read over; the machine takes them before the next call.
        input = new InputEvent((ushort)port, head.Payload);
        Count++;
        stream.Advance();
        return true;
    }

    public ulong Idle(ulong icount, ulong wake)
    {
        if (stream is null || !comparison!.IsOpen)
        {
            return wake;
        }

        if (IsDue(icount))
        {
            return icount;
        }

        var next = stream.NextInput;
        // Nothing can wake the machine any more, and the recording ended here too.
        var isOver = wake == ulong.MaxValue && stream.IsAtEnd(icount);
        return isOver ? wake : Math.Min(wake, Math.Max(next, icount + 1));
    }

    private bool IsDue(ulong icount) =>
        stream is { HasHead: true }
        && comparison!.IsOpen
        && stream.Head.Kind == RecordKind.Input
        && stream.Head.Icount <= icount;
}
