using System;
using static ReplayEmu.Devices.Pc.Rtc146818.Rtc146818Registers;

namespace ReplayEmu.Devices.Pc.Rtc146818;

/// <summary>When the three alarm bytes match next.</summary>
internal static class RtcAlarm
{
    private const long DaySeconds = 86400;

    /// <summary>The first second after <paramref name="time"/> that matches, or <see cref="long.MaxValue"/> when none ever does.</summary>
    public static long Next(ReadOnlySpan<byte> registers, long time)
    {
        var format = registers[B];
        var second = Wanted(registers[SecondsAlarm], format);
        var minute = Wanted(registers[MinutesAlarm], format);
        var hour =
            (registers[HoursAlarm] & AnyAlarm) == AnyAlarm ? -1 : RtcCalendar.DecodeHour(registers[HoursAlarm], format);
        if (second > 59 || minute > 59 || hour > 23)
        {
            return long.MaxValue;
        }

        var from = time + 1;
        var midnight = from - (from % DaySeconds + DaySeconds) % DaySeconds;
        for (var h = 0; h < 48; h++)
        {
            if (hour >= 0 && h % 24 != hour || midnight + h * 3600L + 3599 < from)
            {
                continue;
            }

            for (var m = minute < 0 ? 0 : minute; m <= (minute < 0 ? 59 : minute); m++)
            {
                var start = midnight + h * 3600L + m * 60L;
                var first = second < 0 ? Math.Max(start, from) : start + second;
                if (first >= from && first < start + 60)
                {
                    return first;
                }
            }
        }

        return long.MaxValue;
    }

    private static int Wanted(byte value, byte format) =>
        (value & AnyAlarm) == AnyAlarm ? -1 : RtcCalendar.Decode(value, format);
}
