using System;

namespace ReplayEmu.Devices.Pc.Pit8254;

/// <summary>Ports and bits of the 8254 (Intel 231164) and of the PC's port 0x61.</summary>
internal static class Pit8254Registers
{
    public const ushort Port = 0x40;
    public const ushort SpeakerPort = 0x61;

    /// <summary>Offset of the control word register from <see cref="Port"/>.</summary>
    public const int Control = 3;

    /// <summary>Control word bits 7 to 6: this value is the read-back command.</summary>
    public const int ReadBack = 3;

    /// <summary>Read-back command: 0 latches counts.</summary>
    public const byte ReadBackNoCount = 0x20;

    /// <summary>Read-back command: 0 latches status.</summary>
    public const byte ReadBackNoStatus = 0x10;

    public const byte SpeakerGate2 = 0x01;
    public const byte SpeakerDataOn = 0x02;
    public const byte SpeakerRefresh = 0x10;
    public const byte SpeakerOut2 = 0x20;

    /// <summary>The DRAM refresh request of the AT: every 18 ticks, 15.1 microseconds.</summary>
    public const ulong RefreshTicks = 18;
}

/// <summary>Conversion between guest nanoseconds and ticks of the 1193182 Hz clock, exact to the rounding named.</summary>
public static class PitTime
{
    public const ulong Hertz = 1193182;
    private const ulong Second = 1_000_000_000;

    /// <summary>Whole ticks that have passed.</summary>
    public static ulong FromNanoseconds(ulong nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, Second);
        return seconds * Hertz + rest * Hertz / Second;
    }

    /// <summary>The first nanosecond at which <see cref="FromNanoseconds"/> gives <paramref name="ticks"/>.</summary>
    public static ulong ToNanoseconds(ulong ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, Hertz);
        return seconds * Second + (rest * Second + Hertz - 1) / Hertz;
    }
}
