using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Hpet;

/// <summary>State of the HPET.</summary>
[StateStruct("hpet")]
public partial struct HpetState
{
    /// <summary>General configuration: bit 0 enable, bit 1 legacy replacement route.</summary>
    public ulong Configuration;

    /// <summary>General interrupt status, one bit a timer.</summary>
    public ulong Status;

    /// <summary>The main counter while it is halted.</summary>
    public ulong Counter;

    /// <summary>While it runs: nanoseconds to add to guest time, modulo 2^64.</summary>
    public ulong Offset;
    public HpetTimers Timers;

    /// <summary>Level of the RTC's interrupt, which is held back in legacy mode.</summary>
    public byte RtcLevel;

    /// <summary>Level of the PIT's interrupt, likewise.</summary>
    public byte PitLevel;
    public ushort Reserved0;
    public uint Reserved1;
}

/// <summary>The three timers.</summary>
[InlineArray(HpetRegisters.TimerCount)]
public struct HpetTimers
{
    private HpetTimerState first;
}

/// <summary>One timer.</summary>
[StateStruct("hpet-timer")]
public partial struct HpetTimerState
{
    /// <summary>Configuration and capabilities.</summary>
    public ulong Configuration;
    public ulong Comparator;

    /// <summary>What the comparator advances by in periodic mode.</summary>
    public ulong Period;

    /// <summary>Message data, and address in the high half.</summary>
    public ulong Message;

    /// <summary>1: the next expiry is the counter's wrap at 32 bits, not the comparator.</summary>
    public ulong IsWrap;
}
