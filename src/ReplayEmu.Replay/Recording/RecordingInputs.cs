using ReplayEmu.Machine.Gate;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Recording;

/// <summary>A live gate whose every delivery is written down.</summary>
internal sealed class RecordingInputs(IInputs live) : IInputs
{
    /// <summary>Set once the machine is built and with that the header is known.</summary>
    internal TraceWriter? Writer { get; set; }

    public ulong NextPoll(ulong icount) => live.NextPoll(icount);

    public bool TryTake(ulong icount, out InputEvent input)
    {
        if (!live.TryTake(icount, out input))
        {
            return false;
        }

        Writer?.Input(icount, input.Port, input.Data.Span);
        return true;
    }

    public ulong Idle(ulong icount, ulong wake) => live.Idle(icount, wake);
}
