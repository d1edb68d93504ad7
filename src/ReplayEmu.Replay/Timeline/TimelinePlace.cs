using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Replay.Timeline;

/// <summary>
/// Places as people write them: <c>123456</c> (a tick, also 0x...), <c>begin</c>, <c>end</c>, <c>event:N</c>, <c>time:1.5s</c>
/// (also ms, us, ns), <c>mark:TEXT</c>, <c>line:N</c> or <c>line:serial0:N</c>, <c>text:TEXT</c> (its first print).
/// </summary>
public static class TimelinePlace
{
    public const string Syntax =
        "ICOUNT, begin, end, event:N, time:1.5s (or ms, us, ns), mark:TEXT, line:[PORT:]N or text:TEXT";

    /// <summary>The tick of a place.</summary>
    /// <exception cref="ConfigurationException">It is none, or the recording has none such.</exception>
    public static ulong Find(TraceTimeline timeline, string place)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        var rest = place[(colon + 1)..];
        var tick = (colon < 0 ? place : place[..colon]) switch
        {
            "begin" when colon < 0 => (ulong?)0,
            "end" when colon < 0 => timeline.End,
            "event" when TryNumber(rest, out var number) => timeline.FindEvent(number),
            "time" when TryTime(rest, out var nanoseconds) => timeline.TickAt(nanoseconds),
            "mark" when rest.Length > 0 => timeline.FindMark(rest),
            "line" => Line(timeline, rest),
            "text" when rest.Length > 0 => timeline.FirstText(Encoding.UTF8.GetBytes(rest)),
            _ when TryNumber(place, out var icount) => icount,
            _ => throw new ConfigurationException($"'{place}' is no place: give {Syntax}"),
        };
        return tick is { } found && found <= timeline.End
            ? found
            : throw new ConfigurationException(
                $"'{place}' is not in the recording, which ends at icount {timeline.End}"
            );
    }

    private static ulong? Line(TraceTimeline timeline, string text)
    {
        var colon = text.LastIndexOf(':');
        return TryNumber(text[(colon + 1)..], out var number)
            ? timeline.FindLine(number, colon < 0 ? null : text[..colon])
            : throw new ConfigurationException($"'line:{text}' is no place: give {Syntax}");
    }

    private static bool TryNumber(string text, out ulong value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryTime(string text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var letters = text.AsSpan().TrimStart("0123456789.");
        var unit = letters switch
        {
            "s" => 1_000_000_000m,
            "ms" => 1_000_000m,
            "us" => 1_000m,
            "ns" => 1m,
            _ => 0m,
        };
        if (
            unit == 0
            || !decimal.TryParse(
                text.AsSpan(0, text.Length - letters.Length),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count
            )
            || count > ulong.MaxValue / unit
        )
        {
            return false;
        }

        nanoseconds = (ulong)(count * unit);
        return true;
    }
}
