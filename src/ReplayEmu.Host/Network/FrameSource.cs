using ReplayEmu.Host.Inputs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Network;

/// <summary>Frames from another machine, one an input, as the card has room for them.</summary>
public sealed class FrameSource : IInputSource
{
    private readonly FrameLink link;
    private readonly string portName;
    private InputPort? port;
    private ushort index;

    /// <param name="link">Started.</param>
    /// <param name="portName">The machine's port, for example <c>netdev.n0</c>.</param>
    public FrameSource(FrameLink link, string portName, HostSignal signal)
    {
        this.link = link;
        this.portName = portName;
        link.Signal = signal;
    }

    public SourcePatience Patience => port is null || link.IsOver ? SourcePatience.Over : SourcePatience.RealTime;

    public bool IsReady => link.Count > 0 && port?.Room() > 0;

    public bool IsBlocked => link.Count > 0 && port?.Room() <= 0;

    public void Connect(VirtualMachine machine) => machine.TryFindInput(portName, out port, out index);

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (!IsReady || link.Take() is not { } frame)
        {
            return false;
        }

        input = new InputEvent(index, frame);
        return true;
    }
}
