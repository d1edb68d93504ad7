using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Replay.Divergences;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu state</c></summary>
internal sealed class StateVerb
{
    private readonly CliContext context;
    private readonly TimelineArguments timeline = new();

    private readonly Option<string> at = new("--at")
    {
        HelpName = "PLACE",
        Description = $"where [end]: {TimelinePlace.Syntax}",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON" };

    private readonly Option<bool> digest = new("--digest")
    {
        Description = "only the place and one hash of the whole state",
    };

    private StateVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new StateVerb(context);
        var command = new Command(
            "state",
            "Prints the state of CPU and devices at a place of a recorded run, a fact a line: registers and fields that are not "
                + "zero, and a hash of each page of memory that is not."
        )
        {
            verb.timeline.Trace,
            verb.at,
            verb.digest,
            verb.json,
        };
        verb.timeline.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var opened = timeline.Open(parsed, context);
        var line = opened.Timeline;
        line.Seek(TimelinePlace.Find(line, parsed.GetValue(at) ?? "end"));
        var report = new StateReport
        {
            Icount = line.Icount,
            End = line.End,
            Pc = Hex(line.Machine.Observation.ProgramCounter(), "x"),
            Digest = TimelineProbe.Digest(line).ToString("x16", CultureInfo.InvariantCulture),
            Facts = parsed.GetValue(digest) ? null : StateFacts.Of(line.Machine),
        };
        var output = context.Standard.Out;
        if (parsed.GetValue(json))
        {
            output.WriteLine(JsonSerializer.Serialize(report, StateJson.Default.StateReport));
            return ExitCode.Ok;
        }

        output.WriteLine($"icount {report.Icount} pc {report.Pc} digest {report.Digest}");
        foreach (var (name, value) in report.Facts ?? [])
        {
            output.WriteLine($"{name} = {value}");
        }

        return ExitCode.Ok;
    }

    private static string Hex(ulong value, string format) =>
        "0x" + value.ToString(format, CultureInfo.InvariantCulture);
}
