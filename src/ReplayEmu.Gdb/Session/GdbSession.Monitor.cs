using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Watches;
using ReplayEmu.Trace;

namespace ReplayEmu.Gdb.Session;

/// <content><c>monitor</c> commands.</content>
public sealed partial class GdbSession
{
    private const int MaxEvents = 100;

    private const string MonitorHelp =
        "when                 the present place\n"
        + "seek PLACE           go to "
        + TimelinePlace.Syntax
        + "\n"
        + "back [N]             go N instructions back\n"
        + "text TEXT            go to where TEXT was printed last before this place\n"
        + "checkpoint           name this place\n"
        + "restart N            go to a named place\n"
        + "events [N]           what happened last before this place\n"
        + "who-wrote TARGET     the last write or change before this place; also who-wrote-next\n"
        + "who-read TARGET      the last read before this place; also who-read-next\n"
        + "                     TARGET is "
        + WatchTarget.Syntax
        + "\n"
        + "branch FILE          keep what was changed, up to this place, as a trace\n"
        + "After a command that moves, gdb must forget what it knows: maintenance flush register-cache\n";

    private readonly List<ulong> named = [];

    /// <summary>Keeps the branch as a file, for <c>monitor branch</c>.</summary>
    public Action<string>? Branch { get; init; }

    private string Obey(string command)
    {
        try
        {
            return ObeyOrThrow(command);
        }
        catch (Exception refused)
            when (refused is ConfigurationException or TraceFormatException or TraceWriteException or IOException)
        {
            return refused.Message + "\n";
        }
    }

    private string ObeyOrThrow(string command)
    {
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? command : command[..space];
        var argument = space < 0 ? "" : command[(space + 1)..].Trim();
        var isNumber = ulong.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        switch (verb)
        {
            case "when":
                return Where();
            case "seek" when argument.Length > 0:
                return Go(TimelinePlace.Find(timeline, argument));
            case "back" when isNumber || argument.Length == 0:
                timeline.StepBack(isNumber ? number : 1);
                return Where();
            case "text" when argument.Length > 0:
                return timeline.FindText(Encoding.Latin1.GetBytes(argument), backward: true) is { } place
                    ? Go(place)
                    : "not printed before this place\n";
            case "checkpoint" when named.Count < MaxPoints:
                named.Add(timeline.Icount);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{named.Count} is icount {timeline.Icount}: monitor restart {named.Count}\n"
                );
            case "restart" when isNumber && number >= 1 && number <= (ulong)named.Count:
                return Go(named[(int)number - 1]);
            case "events" when Events is not null && (isNumber || argument.Length == 0):
                return Events(timeline.Icount, isNumber ? (int)Math.Min(number, MaxEvents) : 10);
            case "who-wrote":
                return Search(argument, WatchAccess.Write, isNext: false);
            case "who-wrote-next":
                return Search(argument, WatchAccess.Write, isNext: true);
            case "who-read":
                return Search(argument, WatchAccess.Read, isNext: false);
            case "who-read-next":
                return Search(argument, WatchAccess.Read, isNext: true);
            case "branch" when Branch is not null && argument.Length > 0:
                Branch(argument);
                return "kept\n";
            default:
                return MonitorHelp;
        }
    }

    private string Go(ulong icount)
    {
        timeline.Seek(icount);
        return Where();
    }

    private string Search(string target, WatchAccess access, bool isNext)
    {
        if (timeline.IsForked)
        {
            return "the state was changed by the debugger: go back first, which drops the change\n";
        }

        var search = new TimelineSearch(timeline, WatchTarget.Parse(timeline.Machine, target, access));
        var found = isNext ? search.Next() : search.Last();
        return found is null
            ? interrupted
                ? "interrupted\n"
                : isNext
                    ? "not after this place\n"
                    : "not before this place\n"
            : WatchEventText.Of(timeline.Machine, found) + "\n";
    }

    private string Where()
    {
        var clock = timeline.Machine.Clock;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"icount {clock.Icount} of {timeline.End}, {clock.Retired} instructions, guest {clock.Nanoseconds} ns, pc 0x{cpu.ProgramCounter:x8}"
        );
        text += timeline.IsForked ? ", changed by the debugger: going back drops the change" : "";
        text += timeline.Divergence is { } difference
            ? "\nthis build does not run as recorded: " + difference.ToText()
            : "";
        return text + "\n";
    }
}
