using System;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu verify</c></summary>
internal sealed class VerifyVerb
{
    /// <summary>Ticks of a segment for which a machine of its own is worth while.</summary>
    private const ulong LeastSegment = 100_000;

    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Option<string> jobs = new("-j")
    {
        HelpName = "N",
        Description = "segments between the checkpoints of a trace of detail full are replayed on so many threads [1]",
    };

    private readonly Option<string[]> images = new("--images")
    {
        HelpName = "DIR",
        Description = "folder with images that the trace does not embed (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> json = new("--json") { Description = "write the result as JSON" };

    private VerifyVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new VerifyVerb(context);
        var command = new Command(
            "verify",
            "Replays a trace without its console output, on several threads when it has checkpoints, and says whether all is the "
                + "same. Exit codes as those of replay."
        )
        {
            verb.trace,
            verb.jobs,
            verb.images,
            verb.json,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(trace);
        var threads = parsed.GetValue(jobs) is { } text ? Number.Parse("-j", text) : 1;
        if (threads is < 1 or > 256)
        {
            throw new ConfigurationException($"-j {threads}: give 1 to 256");
        }

        var clock = new HostClock();
        var result = Replay(path, parsed.GetValue(images) ?? [], (int)threads);
        if (parsed.GetValue(json))
        {
            var report = ReplayReport.Of(result);
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, ReplayJson.Default.ReplayReport));
        }
        else if (result.Divergence is { } difference)
        {
            context.Standard.Error.Write(DivergenceText.Of(difference));
        }
        else
        {
            var seconds = clock.Elapsed.TotalSeconds.ToString("f1", CultureInfo.InvariantCulture);
            var outcome =
                result.Outcome == ReplayOutcome.Same ? "the same to the end" : $"the same: {result.Ending?.Text}";
            context.Standard.Out.WriteLine($"{outcome}, {ReplayReport.Compared(result.Counts)}, {seconds} s");
        }

        return result.Outcome switch
        {
            ReplayOutcome.Same when result.Ending is { IsComplete: false } => ExitCode.UnreadableTrace,
            ReplayOutcome.Same => ExitCode.Ok,
            ReplayOutcome.SameUntilCutOff => ExitCode.UnreadableTrace,
            _ => ExitCode.Divergence,
        };
    }

    private ReplayResult Replay(string path, string[] folders, int threads)
    {
        System.Collections.Generic.IReadOnlyList<ulong> cuts = [];
        if (threads > 1)
        {
            using var reader = TraceArgument.Open(path);
            cuts = SegmentedReplay.Cuts(reader, LeastSegment);
        }

        using var store = ReplayImages.Create(folders, path);
        var replay = new SegmentedReplay(Open, cuts);
        try
        {
            SideBySide.Run(replay.Segments, threads, replay.Replay);
            return replay.Verdict();
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is TraceFormatException)
        {
            // Damaged, or of a build with other layouts: one after the other says exactly how far it is good.
            using var whole = Open();
            return whole.Run();
        }

        Replayer Open()
        {
            // Images are looked for by one thread at a time.
            lock (store)
            {
                return new Replayer(TraceArgument.Open(path), context.Catalogue, store, new NoOutputs());
            }
        }
    }
}
