using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Inputs;

/// <summary>Bytes from the host, connected to a serial port or another console.</summary>
public sealed class LineSource : IInputSource
{
    /// <summary>
    /// A pipe is full before the guest has set up its serial port, which then throws away what had come. So bytes from a pipe
    /// wait until the guest has written to the port or halted, or for one guest second.
    /// </summary>
    private const ulong MostNanosecondsHeld = 1_000_000_000;

    private readonly ByteQueue queue;
    private readonly bool interactive;
    private readonly TickRatio ratio;
    private readonly string portName;
    private InputPort? port;
    private ushort index;
    private bool listening;

    /// <param name="queue">Filled by another thread.</param>
    /// <param name="interactive">A person or a machine is at the other end, who waits for answers.</param>
    /// <param name="portName">For example <c>serial0</c>; a name that the machine lacks stays unconnected.</param>
    public LineSource(ByteQueue queue, bool interactive, TickRatio ratio, string portName, HostSignal signal)
    {
        this.queue = queue;
        this.interactive = interactive;
        this.ratio = ratio;
        this.portName = portName;
        queue.Signal = signal;
        listening = interactive;
    }

    public SourcePatience Patience =>
        port is null || (queue.IsCompleted && queue.Count == 0) ? SourcePatience.Over
        : interactive || queue.Count > 0 ? SourcePatience.RealTime
        : SourcePatience.WhenStuck;

    public bool IsReady => queue.Count > 0 && port?.Room() > 0;

    public bool IsBlocked => queue.Count > 0 && port?.Room() <= 0;

    /// <summary>The console that it types on.</summary>
    public string PortName => portName;

    public void Connect(VirtualMachine machine) => machine.TryFindInput(portName, out port, out index);

    /// <summary>The guest has written to its port: it is ready for input.</summary>
    public void Listen() => listening = true;

    public void GuestIdles() => listening = true;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (port is null || queue.Count == 0)
        {
            return false;
        }

        listening |= ratio.ToNanoseconds(icount) >= MostNanosecondsHeld;
        var room = listening ? port.Room() : 0;
        if (room <= 0)
        {
            return false;
        }

        var data = queue.Take(room);
        input = new InputEvent(index, data);
        return data.Length > 0;
    }
}
