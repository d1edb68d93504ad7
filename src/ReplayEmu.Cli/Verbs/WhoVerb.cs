using System.Collections.Generic;
using System.CommandLine;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu who-wrote</c> and <c>who-read</c></summary>
internal sealed class WhoVerb
{
    private const int MostEvents = 1_000_000;

    private readonly CliContext context;
    private readonly WatchAccess access;
    private readonly TimelineArguments timeline = new();

    private readonly Argument<string> target = new("target") { HelpName = "TARGET", Description = WatchTarget.Syntax };

    private readonly Option<string> at = new("--at")
    {
        HelpName = "PLACE",
        Description = $"looks from there [end]; a linear address means what it means there: {TimelinePlace.Syntax}",
    };

    private readonly Option<bool> next = new("--next")
    {
        Description = "the next one after the place, not the last before",
    };

    private readonly Option<bool> all = new("--all") { Description = "every one of the recording" };

    private readonly Option<string> limit = new("--limit")
    {
        HelpName = "N",
        Description = "with --all: at most so many",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON, one object a line" };

    private WhoVerb(CliContext context, WatchAccess access) => (this.context, this.access) = (context, access);

    public static Command CreateWrote(CliContext context) =>
        new WhoVerb(context, WatchAccess.Write).Create(
            "who-wrote",
            "Runs a trace again to find the instruction, or bus master, that last wrote memory, a port, a register of a device "
                + "or a configuration register, or changed a register or a field of the state. Ends with 1 when nothing did."
        );

    public static Command CreateRead(CliContext context) =>
        new WhoVerb(context, WatchAccess.Read).Create(
            "who-read",
            "Runs a trace again to find the instruction, or bus master, that last read memory, a port, a register of a device "
                + "or a configuration register. Ends with 1 when nothing did."
        );

    private Command Create(string name, string description)
    {
        var command = new Command(name, description) { timeline.Trace, target, at, next, all, limit, json };
        timeline.AddTo(command);
        command.SetAction(parsed => (int)Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        if (parsed.GetValue(all) && parsed.GetValue(next))
        {
            throw new ConfigurationException("--all and --next: give one of them");
        }

        var most = parsed.GetValue(limit) is { } text ? Number.Parse("--limit", text) : MostEvents;
        using var interrupt = new InterruptSignal();
        using var opened = timeline.Open(parsed, context, () => interrupt.IsSet);
        var line = opened.Timeline;
        line.Seek(TimelinePlace.Find(line, parsed.GetValue(at) ?? "end"));
        var watch = WatchTarget.Parse(line.Machine, parsed.GetRequiredValue(target), access);
        var search = new TimelineSearch(line, watch);
        var found = 0;
        foreach (var what in Events(parsed, search, (int)System.Math.Min(most, MostEvents)))
        {
            found++;
            context.Standard.Out.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(WatchReport.Of(line.Machine, what), WatchJson.Default.WatchReport)
                    : WatchEventText.Of(line.Machine, what)
            );
        }

        if (line.Divergence is { } difference)
        {
            context.Standard.Error.Write(DivergenceText.Of(difference));
            return ExitCode.Divergence;
        }

        return interrupt.IsSet ? ExitCode.Interrupted
            : found > 0 ? ExitCode.Ok
            : ExitCode.GuestFailed;
    }

    private IEnumerable<WatchEvent> Events(ParseResult parsed, TimelineSearch search, int most)
    {
        if (parsed.GetValue(all))
        {
            return search.All(most);
        }

        var one = parsed.GetValue(next) ? search.Next() : search.Last();
        return one is null ? [] : [one];
    }
}
