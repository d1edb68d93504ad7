using System;
using System.IO;
using System.Threading;

namespace ReplayEmu.Host.Inputs;

/// <summary>Reads the host's standard input on a thread of its own into a <see cref="ByteQueue"/>; never touches a machine.</summary>
public sealed class SerialKeyboard
{
    private const int QueueBytes = 4096;
    private readonly Stream source;
    private readonly bool interactive;
    private readonly Action<KeyAction>? pressed;

    /// <param name="source">Standard input; read until it ends.</param>
    /// <param name="interactive">A person's terminal: escape keys work, idle time is real time.</param>
    /// <param name="pressed">Hears escape keys, on the reading thread.</param>
    public SerialKeyboard(Stream source, bool interactive, Action<KeyAction>? pressed = null)
    {
        this.source = source;
        this.interactive = interactive;
        this.pressed = pressed;
    }

    public ByteQueue Queue { get; } = new(QueueBytes);

    public bool IsInteractive => interactive;

    public void Start() => new Thread(Read) { IsBackground = true, Name = "serial input" }.Start();

    private void Read()
    {
        var keys = new EscapeKeys();
        var block = new byte[256];
        try
        {
            for (int count; (count = source.Read(block)) > 0; )
            {
                foreach (var value in block.AsSpan(0, count))
                {
                    Handle(keys, value);
                }
            }
        }
        catch (IOException)
        {
            // A terminal that hangs up is the end of input.
        }

        Queue.Complete();
    }

    private void Handle(EscapeKeys keys, byte value)
    {
        var action = interactive ? keys.Press(value) : KeyAction.Send;
        if (action == KeyAction.Send)
        {
            Queue.Add(value);
        }
        else if (action != KeyAction.None)
        {
            pressed?.Invoke(action);
        }
    }
}
