using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Inputs;

/// <summary>Standard input, connected to a serial port.</summary>
public sealed class KeyboardSource : IInputSource
{
    /// <summary>
    /// A pipe is full before the guest has set up its serial port, which then throws away what had come. So bytes from a pipe
    /// wait until the guest has written to the port or halted, or for one guest second.
    /// </summary>
    private const ulong MostNanosecondsHeld = 1_000_000_000;

    private readonly SerialKeyboard keyboard;
    private readonly TickRatio ratio;
    private readonly string portName;
    private InputPort? port;
    private ushort index;
    private bool listening;

    /// <param name="keyboard">Started.</param>
    /// <param name="portName">For example <c>serial0</c>; a name that the machine lacks stays unconnected.</param>
    public KeyboardSource(SerialKeyboard keyboard, TickRatio ratio, string portName, HostSignal signal)
    {
        this.keyboard = keyboard;
        this.ratio = ratio;
        this.portName = portName;
        keyboard.Queue.Signal = signal;
        listening = keyboard.IsInteractive;
    }

    public SourcePatience Patience =>
        port is null || (keyboard.Queue.IsCompleted && keyboard.Queue.Count == 0) ? SourcePatience.Over
        : keyboard.IsInteractive || keyboard.Queue.Count > 0 ? SourcePatience.RealTime
        : SourcePatience.WhenStuck;

    public bool IsReady => keyboard.Queue.Count > 0 && port?.Room() > 0;

    public bool IsBlocked => keyboard.Queue.Count > 0 && port?.Room() <= 0;

    public void Connect(VirtualMachine machine) => machine.TryFindInput(portName, out port, out index);

    /// <summary>The guest has written to its port: it is ready for input.</summary>
    public void Listen() => listening = true;

    public void GuestIdles() => listening = true;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (port is null || keyboard.Queue.Count == 0)
        {
            return false;
        }

        listening |= ratio.ToNanoseconds(icount) >= MostNanosecondsHeld;
        var room = listening ? port.Room() : 0;
        if (room <= 0)
        {
            return false;
        }

        var data = keyboard.Queue.Take(room);
        input = new InputEvent(index, data);
        return data.Length > 0;
    }
}
