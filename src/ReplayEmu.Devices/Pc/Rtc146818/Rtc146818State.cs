using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Rtc146818;

/// <summary>The real-time clock with its battery-backed RAM.</summary>
[StateStruct("rtc146818")]
public partial struct Rtc146818State
{
    /// <summary>What the calendar shows, seconds since 1970-01-01 UTC, at guest time <see cref="BaseNanoseconds"/>.</summary>
    public long BaseSeconds;

    /// <summary>Guest nanoseconds at which the second <see cref="BaseSeconds"/> began; may lie before power-on (negative).</summary>
    public long BaseNanoseconds;

    /// <summary>The calendar second up to which update and alarm flags were worked out.</summary>
    public long SeenSecond;

    /// <summary>The tick of the 32768 Hz divider up to which the periodic flag was worked out.</summary>
    public ulong SeenTick;

    /// <summary>Registers and RAM as written; the calendar bytes are stale while the clock runs.</summary>
    public Rtc146818Bytes Bytes;

    /// <summary>Port 0x70, bits 6 to 0.</summary>
    public byte Index;

    /// <summary>Port 0x70, bit 7: NMI masked. Accepted without effect: nothing on this board raises NMI.</summary>
    public byte NmiMask;

    /// <summary>1 after the first reset: the battery keeps everything but the interrupt enables.</summary>
    public byte Powered;

    public byte Reserved0;
    public uint Reserved1;
}

[InlineArray(128)]
public struct Rtc146818Bytes
{
    private byte first;
}
