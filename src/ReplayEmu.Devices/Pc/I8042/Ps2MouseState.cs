using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>The PS/2 mouse.</summary>
[StateStruct("ps2-mouse")]
public partial struct Ps2MouseState
{
    /// <summary>Bytes on their way to the controller: a ring.</summary>
    public Ps2Queue Queue;

    /// <summary>Movement that no packet has told yet.</summary>
    public int X;

    /// <summary>Upwards is positive.</summary>
    public int Y;

    /// <summary>Wheel.</summary>
    public int Z;

    /// <summary>Index of the oldest byte in <see cref="Queue"/>.</summary>
    public byte QueueHead;
    public byte QueueCount;

    /// <summary>Status as the host asks for it: bit 4 scaling, bit 5 reporting, bit 6 remote mode.</summary>
    public byte Status;
    public byte Resolution;
    public byte SampleRate;

    /// <summary>1: every byte is sent back.</summary>
    public byte Wrap;

    /// <summary>Device number: 0 two axes, 3 with a wheel, 4 with five buttons.</summary>
    public byte Type;

    /// <summary>How far the sequence of sample rates has come that asks for a wheel.</summary>
    public byte Knock;

    /// <summary>The command whose parameter comes next, or 0.</summary>
    public byte Expecting;

    /// <summary>Bits 0 left, 1 right, 2 middle, 3 and 4 the side buttons.</summary>
    public byte Buttons;

    /// <summary>1: buttons changed since the last packet.</summary>
    public byte ButtonsChanged;
    public byte Reserved;
}
