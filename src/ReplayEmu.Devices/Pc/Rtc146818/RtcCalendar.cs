using System;
using static ReplayEmu.Devices.Pc.Rtc146818.Rtc146818Registers;

namespace ReplayEmu.Devices.Pc.Rtc146818;

/// <summary>Between seconds since 1970-01-01 UTC and the ten calendar registers; any register contents are accepted.</summary>
internal static class RtcCalendar
{
    private const long DaySeconds = 86400;

    /// <summary>Writes the calendar registers (not the alarms) for a time.</summary>
    public static void Store(Span<byte> registers, long time)
    {
        var format = registers[B];
        var day = Math.DivRem(time, DaySeconds, out var second);
        if (second < 0)
        {
            second += DaySeconds;
            day--;
        }

        var (year, month, dayOfMonth) = FromDays(day);
        registers[Seconds] = Encode(second % 60, format);
        registers[Minutes] = Encode(second / 60 % 60, format);
        registers[Hours] = EncodeHour((int)(second / 3600), format);
        registers[Weekday] = Encode(1 + ((day + 4) % 7 + 7) % 7, format);
        registers[DayOfMonth] = Encode(dayOfMonth, format);
        registers[Month] = Encode(month, format);
        registers[Year] = Encode((year % 100 + 100) % 100, format);
        registers[Century] = Encode((year / 100 % 100 + 100) % 100, format);
    }

    /// <summary>The time that the calendar registers show; the day of the week is not looked at.</summary>
    public static long Load(ReadOnlySpan<byte> registers)
    {
        var format = registers[B];
        var year = Decode(registers[Century], format) * 100 + Decode(registers[Year], format);
        var month = Math.Clamp(Decode(registers[Month], format), 1, 12);
        var days = ToDays(year, month, Decode(registers[DayOfMonth], format));
        return days * DaySeconds
            + DecodeHour(registers[Hours], format) * 3600L
            + Decode(registers[Minutes], format) * 60L
            + Decode(registers[Seconds], format);
    }

    public static int Decode(byte value, byte format) =>
        (format & BBinary) != 0 ? value : (value >> 4) * 10 + (value & 15);

    /// <summary>0 to 23 for valid contents.</summary>
    public static int DecodeHour(byte value, byte format)
    {
        if ((format & B24Hours) != 0)
        {
            return Decode(value, format);
        }

        var hour = Decode((byte)(value & 0x7f), format) % 12;
        return (value & Pm) != 0 ? hour + 12 : hour;
    }

    private static byte Encode(long value, byte format) =>
        (byte)((format & BBinary) != 0 ? value : value / 10 << 4 | value % 10);

    private static byte EncodeHour(int hour, byte format)
    {
        if ((format & B24Hours) != 0)
        {
            return Encode(hour, format);
        }

        var value = Encode(hour % 12 == 0 ? 12 : hour % 12, format);
        return (byte)(hour >= 12 ? value | Pm : value);
    }

    /// <summary>Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counted in years that begin in March.</summary>
    internal static long ToDays(int year, int month, int day)
    {
        var marchYear = month <= 2 ? year - 1 : year;
        var era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400;
        var yearOfEra = marchYear - era * 400;
        var dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146097L + dayOfEra - 719468;
    }

    internal static (long Year, int Month, int Day) FromDays(long days)
    {
        days += 719468;
        var era = (days >= 0 ? days : days - 146096) / 146097;
        var dayOfEra = days - era * 146097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        var dayOfYear = (int)(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        var marchMonth = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        var month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
    }
}
