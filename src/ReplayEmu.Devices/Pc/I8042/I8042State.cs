using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>The keyboard controller and the keyboard behind it.</summary>
[StateStruct("i8042")]
public partial struct I8042State
{
    /// <summary>Bytes on their way from the keyboard to the controller: a ring.</summary>
    public Ps2Queue Queue;

    /// <summary>Index of the oldest byte in <see cref="Queue"/>.</summary>
    public byte QueueHead;

    public byte QueueCount;

    /// <summary>Output buffer, port 0x60.</summary>
    public byte Output;

    /// <summary>Status register without the input buffer and keyboard lock bits, which never change.</summary>
    public byte Status;

    /// <summary>Command byte of the controller.</summary>
    public byte Command;

    /// <summary>Output port: bit 0 not reset, bit 1 A20.</summary>
    public byte OutputPort;

    /// <summary>The controller command whose parameter the next write to port 0x60 is, or 0.</summary>
    public byte Expecting;

    /// <summary>1: <see cref="Reply"/> waits for the output buffer.</summary>
    public byte ReplyPending;

    /// <summary>Answer of the controller itself.</summary>
    public byte Reply;

    /// <summary>Status bits that come with <see cref="Reply"/>.</summary>
    public byte ReplyStatus;

    /// <summary>Set-2 translation: 1 after the break prefix 0xF0.</summary>
    public byte BreakPending;

    /// <summary>The keyboard command whose parameter comes next, or 0.</summary>
    public byte KeyboardExpecting;

    /// <summary>1: the keyboard sends keys.</summary>
    public byte Scanning;

    /// <summary>Scan code set of the keyboard, 1 or 2.</summary>
    public byte ScanSet;

    /// <summary>Keyboard lamps. Stored without effect.</summary>
    public byte Leds;

    /// <summary>Typematic rate and delay. Stored without effect: repeats come from the host.</summary>
    public byte Typematic;

    /// <summary>The byte sent last, for Resend.</summary>
    public byte LastSent;
}

[InlineArray(Capacity)]
public struct Ps2Queue
{
    public const int Capacity = 64;
    private byte first;
}
