namespace ReplayEmu.Devices.Pc.Pit8254;

/// <summary>What the six modes make of the ticks since the count was loaded: pure functions.</summary>
internal static class Pit8254Waveform
{
    /// <summary>Modes 2 and 3 repeat; their count is reloaded by itself.</summary>
    public static bool IsPeriodic(int mode) => mode is 2 or 3;

    /// <summary>Modes 1 and 5 begin with a rising gate.</summary>
    public static bool IsTriggered(int mode) => mode is 1 or 5;

    /// <summary>The OUT pin <paramref name="elapsed"/> ticks after a load of <paramref name="count"/>.</summary>
    public static bool Output(int mode, ulong elapsed, uint count) =>
        mode switch
        {
            0 or 1 => elapsed >= count,
            2 => elapsed % count != count - 1,
            3 => elapsed % count < HighHalf(count),
            _ => elapsed != count,
        };

    /// <summary>Ticks after the load at which OUT changes next, or <see cref="ulong.MaxValue"/>.</summary>
    public static ulong NextChange(int mode, ulong elapsed, uint count)
    {
        if (IsPeriodic(mode))
        {
            // A count of 1 is illegal in both modes and never toggles OUT.
            if (count < 2)
            {
                return ulong.MaxValue;
            }

            var phase = elapsed % count;
            var turn = mode == 2 ? count - 1 : HighHalf(count);
            return elapsed - phase + (phase < turn ? turn : count);
        }

        if (elapsed < count)
        {
            return count;
        }

        return mode >= 4 && elapsed == count ? elapsed + 1 : ulong.MaxValue;
    }

    /// <summary>Ticks after the load at which a count that was written meanwhile takes over.</summary>
    public static ulong PeriodEnd(int mode, ulong elapsed, uint count)
    {
        var phase = elapsed % count;
        var half = HighHalf(count);
        return elapsed - phase + (mode == 3 && phase < half ? half : count);
    }

    /// <summary>The counting element as read: binary modulo 65536 or BCD modulo 10000.</summary>
    public static ushort Value(int mode, ulong elapsed, uint count, bool bcd)
    {
        var modulus = bcd ? 10000u : 0x10000u;
        var left = mode switch
        {
            2 => count - (uint)(elapsed % count),
            // The square wave counts down by two, twice a period.
            3 => count - (uint)(2 * (elapsed % count) % count),
            _ => count + modulus - (uint)(elapsed % modulus),
        };
        return bcd ? ToBcd(left % modulus) : (ushort)left;
    }

    /// <summary>A count register as written to the length that it stands for: 0 is the maximum.</summary>
    public static uint Length(ushort written, bool bcd)
    {
        if (!bcd)
        {
            return written == 0 ? 0x10000u : written;
        }

        // Digits above 9 are undefined in BCD; they count with their binary weight.
        var value =
            (uint)(written >> 12 & 15) * 1000
            + (uint)(written >> 8 & 15) * 100
            + (uint)(written >> 4 & 15) * 10
            + (uint)(written & 15);
        return value == 0 ? 10000 : value;
    }

    private static ushort ToBcd(uint value) =>
        (ushort)(value / 1000 << 12 | value / 100 % 10 << 8 | value / 10 % 10 << 4 | value % 10);

    private static uint HighHalf(uint count) => (count + 1) / 2;
}
