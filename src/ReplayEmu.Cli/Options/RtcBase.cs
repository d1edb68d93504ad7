using System;
using System.Globalization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-rtc</c>: the date that the guest's clock shows at power-on.</summary>
public static class RtcBase
{
    /// <returns>Seconds since 1970-01-01 UTC.</returns>
    /// <exception cref="ConfigurationException">Not a date, or one that depends on the host.</exception>
    public static long Parse(string text)
    {
        long? seconds = null;
        foreach (var item in CommaList.Parse("-rtc", text))
        {
            switch (item.Name, item.Value)
            {
                case ("base", "utc" or "localtime"):
                    throw new ConfigurationException(
                        $"-rtc base={item.Value} would depend on the host's clock; give a date such as base=2012-01-01T00:00:00"
                    );
                case ("base", var date):
                    seconds = ParseDate(date);
                    break;
                case ("clock", "vm"):
                    break;
                default:
                    throw new ConfigurationException(
                        $"-rtc '{text}': '{item.Name}={item.Value}' is not known; use base=DATE (and clock=vm, the only clock)"
                    );
            }
        }

        return seconds ?? throw new ConfigurationException($"-rtc '{text}': no base=DATE");
    }

    private static long ParseDate(string text) =>
        DateTime.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date
        )
            ? (date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond
            : throw new ConfigurationException(
                $"-rtc base={text}: not a date; write it as 2012-01-01 or 2012-01-01T00:00:00 (UTC)"
            );
}
