using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Host.Outputs;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu replay</c></summary>
internal sealed class ReplayVerb
{
    /// <summary>Ticks between two looks at the host: a few hundredths of a second.</summary>
    private const ulong Slice = 5_000_000;

    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Option<string[]> images = new("--images")
    {
        HelpName = "DIR",
        Description =
            "folder with images that the trace does not embed (repeatable); found by contents. Also searched: the trace's "
            + "folder, the working folder, and where this user's recordings had them",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> serial = new("-serial")
    {
        HelpName = "stdio|file:PATH|null",
        Description = "where the serial ports' output goes, one after the other (repeatable) [stdio]",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> debugConsole = new("-debugcon")
    {
        HelpName = "stdio|file:PATH|null",
        Description = "where the debug port's output goes [stdio]",
    };

    private readonly Option<bool> quiet = new("--quiet")
    {
        Description = "no console output, progress and closing line",
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "write the result as JSON, and no console output",
    };

    private readonly MachineChange change = new();
    private readonly ReplayPrint print = new();

    private ReplayVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new ReplayVerb(context);
        var command = new Command(
            "replay",
            "Builds the machine from a trace alone, gives it the recorded inputs, shows its console output, and compares "
                + "every interaction and digest. Ends with 0 when all is the same, 3 at the first difference, and 4 when "
                + "the trace is damaged or was cut off (it is replayed up to its last good chunk)."
        )
        {
            verb.trace,
            verb.images,
            verb.serial,
            verb.debugConsole,
            verb.quiet,
            verb.json,
        };
        verb.change.AddTo(command);
        verb.print.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(trace);
        var silent = parsed.GetValue(quiet) || parsed.GetValue(json);
        using var store = ReplayImages.Create(parsed.GetValue(images) ?? [], path);
        if (print.IsWanted(parsed))
        {
            var options = new TimelineOptions { Change = change.Read(parsed) };
            using var timeline = new TraceTimeline(TraceArgument.Open(path), context.Catalogue, store, options);
            return print.Run(parsed, timeline, context);
        }

        var reader = TraceArgument.Open(path);
        using var outputs = new HostOutputs();
        if (!silent)
        {
            ConsoleRoutes.Connect(outputs, Backends(parsed, reader.Header.OutputPorts), context.Standard);
        }

        using var replayer = new Replayer(reader, context.Catalogue, store, outputs, change.Read(parsed));
        outputs.Connect(replayer.Machine);
        var clock = new HostClock();
        ReplayResult result;
        try
        {
            result = RunToEnd(replayer, silent);
        }
        finally
        {
            outputs.Flush();
        }

        if (parsed.GetValue(json))
        {
            var report = ReplayReport.Of(result);
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, ReplayJson.Default.ReplayReport));
        }
        else
        {
            Tell(result, RunSummary.Describe(replayer.Machine.Clock, clock.Elapsed), parsed.GetValue(quiet));
        }

        return Code(result);
    }

    /// <summary>Where a console goes is no part of a recording: everything is shown unless said otherwise.</summary>
    private HostConfig Backends(ParseResult parsed, IReadOnlyList<string> ports)
    {
        var given = (parsed.GetValue(serial) ?? []).Select(text => Backend.Parse("-serial", text)).ToList();
        var count = ports.Count(port => port.StartsWith("serial", StringComparison.Ordinal));
        while (given.Count < count)
        {
            given.Add(new Backend(BackendKind.Stdio));
        }

        return new HostConfig(given, Backend.Parse("-debugcon", parsed.GetValue(debugConsole) ?? "stdio"));
    }

    private ReplayResult RunToEnd(Replayer replayer, bool silent)
    {
        var standard = context.Standard;
        var shows = standard.ErrorIsTerminal && (silent || !standard.OutputIsTerminal);
        var progress = shows ? new ProgressLine(standard.Error) : null;
        using var interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            signal =>
            {
                signal.Cancel = true;
                replayer.Machine.RequestHostStop();
            }
        );
        try
        {
            while (true)
            {
                var now = replayer.Machine.Clock.Icount;
                if (replayer.Run(now + Math.Min(Slice, ulong.MaxValue - now)) is { } result)
                {
                    return result;
                }

                progress?.Update(replayer.Machine.Clock);
            }
        }
        finally
        {
            progress?.Clear();
        }
    }

    private void Tell(ReplayResult result, string speed, bool quiet)
    {
        var standard = context.Standard;
        foreach (var note in result.Notes)
        {
            if (!quiet && (note != result.Ending?.Text || result.Outcome == ReplayOutcome.Same))
            {
                standard.Complain(note);
            }
        }

        switch (result.Outcome)
        {
            case ReplayOutcome.Same when !quiet:
                standard.Complain(
                    $"the replay is the same to the end: icount {result.Icount}, {ReplayReport.Compared(result.Counts)} ({speed})"
                );
                break;
            case ReplayOutcome.SameUntilCutOff:
                standard.Complain(
                    $"{result.Ending?.Text}; the replay is the same up to there ({ReplayReport.Compared(result.Counts)})"
                );
                break;
            case ReplayOutcome.Diverged:
                standard.Error.Write(DivergenceText.Of(result.Divergence!));
                break;
            case ReplayOutcome.Interrupted:
                standard.Complain($"interrupted at icount {result.Icount}; the replay was the same up to there");
                break;
            default:
                break;
        }
    }

    private static ExitCode Code(ReplayResult result) =>
        result.Outcome switch
        {
            // Cut off behind its end record, as by a recorder that was killed in its last moment.
            ReplayOutcome.Same when result.Ending is { IsComplete: false } => ExitCode.UnreadableTrace,
            ReplayOutcome.Same => ExitCode.Ok,
            ReplayOutcome.SameUntilCutOff => ExitCode.UnreadableTrace,
            ReplayOutcome.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Divergence,
        };
}
