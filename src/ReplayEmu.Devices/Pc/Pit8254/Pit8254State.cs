using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Pit8254;

/// <summary>The interval timer and the speaker port next to it.</summary>
[StateStruct("pit8254")]
public partial struct Pit8254State
{
    public Pit8254ChannelSet Channel;

    /// <summary>Port 0x61, bit 1: speaker data.</summary>
    public byte SpeakerData;

    public byte Reserved0;
    public ushort Reserved1;
    public uint Reserved2;
}

[InlineArray(3)]
public struct Pit8254ChannelSet
{
    private Pit8254ChannelState first;
}

/// <summary>One counter. Times are in ticks of 1193182 Hz since power-on.</summary>
public struct Pit8254ChannelState
{
    /// <summary>When the present count was loaded; while <see cref="Paused"/>, ticks already counted.</summary>
    public ulong Start;

    /// <summary>When <see cref="Reload"/> replaces <see cref="Count"/> if <see cref="ReloadPending"/>.</summary>
    public ulong ReloadAt;

    /// <summary>Length of the present count, 1 to 65536 (1 to 10000 in BCD).</summary>
    public uint Count;

    /// <summary>Length of the count that was written last.</summary>
    public uint Reload;

    /// <summary>The latched count, as read.</summary>
    public ushort Latch;

    /// <summary>0 to 5.</summary>
    public byte Mode;

    public byte Bcd;

    /// <summary>Control word RW field: 1 low byte, 2 high byte, 3 low then high.</summary>
    public byte Access;

    public byte Gate;

    /// <summary>1: counting, or paused by the gate; 0: waits for a count or for a trigger.</summary>
    public byte Running;

    public byte Paused;

    /// <summary>1: <see cref="Reload"/> was never written since the control word.</summary>
    public byte NoCount;

    public byte ReloadPending;

    /// <summary>Bytes of <see cref="Latch"/> yet to be read: bit 0 low, bit 1 high.</summary>
    public byte LatchBytes;

    public byte Status;
    public byte StatusLatched;

    /// <summary>1: the next read is of the high byte (access 3, not latched).</summary>
    public byte ReadHigh;

    /// <summary>1: the next write is of the high byte (access 3).</summary>
    public byte WriteHigh;

    /// <summary>The low byte that was written first (access 3).</summary>
    public byte LowByte;
}
