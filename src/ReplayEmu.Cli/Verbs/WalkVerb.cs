using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Timeline.Walks;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu walk</c></summary>
internal sealed class WalkVerb
{
    private const int MostPlaces = 10_000_000;
    private const int MostFailuresShown = 20;

    private readonly CliContext context;
    private readonly TimelineArguments timeline = new();
    private readonly Option<string> places = Count("--places", "places that are gone to [1000]");
    private readonly Option<string> steps = Count("--steps-back", "single steps back from each place [3]");
    private readonly Option<string> searches = Count(
        "--searches",
        "searches backward for a breakpoint, as many for a write, and machines that take over [50]"
    );
    private readonly Option<string> seed = Count("--seed", "the same seed walks the same way [1]");
    private readonly Option<bool> json = new("--json") { Description = "write the result as JSON" };

    private WalkVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new WalkVerb(context);
        var command = new Command(
            "walk",
            "Goes about in a recorded run at random, forward and backward, and says how long that takes. Then one plain replay "
                + "must show the same state at each place, and no breakpoint or write that a search missed. Ends with 3 when not."
        )
        {
            verb.timeline.Trace,
            verb.places,
            verb.steps,
            verb.searches,
            verb.seed,
            verb.json,
        };
        verb.timeline.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private static Option<string> Count(string name, string description) =>
        new(name) { HelpName = "N", Description = description };

    private ExitCode Run(ParseResult parsed)
    {
        var options = new WalkOptions();
        options = options with
        {
            Places = Value(parsed, places, options.Places),
            StepsBack = Value(parsed, steps, options.StepsBack),
            Searches = Value(parsed, searches, options.Searches),
            Seed = parsed.GetValue(seed) is { } text ? Number.Parse("--seed", text) : options.Seed,
        };
        var path = parsed.GetRequiredValue(timeline.Trace);
        using var interrupt = new InterruptSignal();
        var walked = Walk(parsed, options, interrupt);
        if (interrupt.IsSet)
        {
            return ExitCode.Interrupted;
        }

        using var store = ReplayImages.Create(timeline.Folders(parsed), path);
        using var replay = new Replayer(TraceArgument.Open(path), context.Catalogue, store, new NoOutputs());
        var failures = new ForwardCheck(replay).Run(walked);
        var report = WalkReport.Of(walked, failures);
        if (parsed.GetValue(json))
        {
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, WalkJson.Default.WalkReport));
        }
        else
        {
            Write(report);
        }

        return failures.Count == 0 ? ExitCode.Ok : ExitCode.Divergence;
    }

    private IReadOnlyList<WalkStep> Walk(ParseResult parsed, WalkOptions options, InterruptSignal interrupt)
    {
        using var images = ReplayImages.Create(timeline.Folders(parsed), parsed.GetRequiredValue(timeline.Trace));
        var clock = new HostClock();
        using var walk = new RandomWalk(
            () => timeline.Open(parsed, context, images, () => interrupt.IsSet),
            options,
            () => clock.Elapsed
        );
        return walk.Run();
    }

    private static int Value(ParseResult parsed, Option<string> option, int otherwise)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return otherwise;
        }

        var value = Number.Parse(option.Name, text);
        return value <= MostPlaces
            ? (int)value
            : throw new ConfigurationException($"{option.Name} {value}: give at most {MostPlaces}");
    }

    private void Write(WalkReport report)
    {
        var output = context.Standard.Out;
        Tables.Write(
            output,
            ["", "times", "median s", "p95 s", "longest s"],
            report.Kinds.Select(static kind => kind.Cells())
        );
        foreach (var failure in report.Failures.Take(MostFailuresShown))
        {
            output.WriteLine(failure);
        }

        output.WriteLine(
            report.Failures.Count == 0
                ? $"all {report.Places} places are as in the forward run"
                : $"{report.Failures.Count} places are not as in the forward run"
        );
    }
}
