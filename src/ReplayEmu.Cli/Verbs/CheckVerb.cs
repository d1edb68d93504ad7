using System.CommandLine;
using System.IO;
using System.Text.Json;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Golden;
using ReplayEmu.Golden.Review;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Host;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu check</c></summary>
internal sealed class CheckVerb
{
    private readonly CliContext context;

    private readonly Option<string> machine = new("--machine", "-M")
    {
        HelpName = "TYPE",
        Description = "only this machine type",
    };

    private readonly Option<string> root = new("--root")
    {
        HelpName = "DIR",
        Description = "folder that holds golden/ [the working folder or the nearest above]",
    };

    private readonly Option<bool> github = new("--github")
    {
        Description = "also append a summary to the file named by GITHUB_STEP_SUMMARY, and print annotations",
    };

    private readonly Option<string> received = new("--received")
    {
        HelpName = "DIR",
        Description = "also write what differs to this folder, for a build server to keep",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON" };

    private CheckVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new CheckVerb(context);
        var command = new Command(
            "check",
            "Compares what guests can see of every machine type with the approved goldens in golden/machines. Shows a diff of "
                + "what differs, writes it beside the golden as .received.txt (not when CI is set), and ends with 7."
        )
        {
            verb.machine,
            verb.root,
            verb.github,
            verb.received,
            verb.json,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var folder = GoldenFolder.Find(parsed.GetValue(root));
        var pattern = parsed.GetValue(machine) is { } type ? GoldenFolder.PatternOf(context.Catalogue, type) : "*";
        var items = GoldenFolder.Snapshots(context.Catalogue).Items(DeviceSet.Standard);
        var set = new GoldenSet(folder.Machines, folder.Intents, GoldenOptions.FromEnvironment());
        var output = context.Standard.Out;
        var asJson = parsed.GetValue(json);
        var kept = parsed.GetValue(received) is { } directory ? new ReceivedFolder(directory) : null;
        var report = set.Check(
            kept?.Watch(items) ?? items,
            pattern,
            result =>
            {
                Show(asJson ? TextWriter.Null : output, result);
                kept?.Write(result);
            }
        );
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(CheckReport.Of(report), CheckJson.Default.CheckReport));
        }
        else
        {
            output.WriteLine($"{report.Matches} as approved, {report.Failures} not");
        }

        if (parsed.GetValue(github))
        {
            WriteForGitHub(report, folder, asJson);
        }

        return report.Passed ? ExitCode.Ok : ExitCode.GoldenMismatch;
    }

    /// <summary>One line a finding, with its diff.</summary>
    internal static void Show(TextWriter output, GoldenResult result)
    {
        output.WriteLine(result.IsFailure ? result.Message : $"{result.Name}: {Word(result.Outcome)}");
        output.Write(result.Diff);
    }

    private static string Word(GoldenOutcome outcome) => outcome == GoldenOutcome.Match ? "ok" : "approved";

    private void WriteForGitHub(GoldenReport report, GoldenFolder folder, bool asJson)
    {
        // Workflow commands are read from either stream; the JSON must stay alone on standard output.
        var writer = asJson ? context.Standard.Error : context.Standard.Out;
        foreach (var line in Annotations.Lines(report, folder.Root))
        {
            writer.WriteLine(line);
        }

        if (!StepSummary.Append(MarkdownSummary.Create(report)))
        {
            context.Standard.Complain($"{StepSummary.Variable} is not set: no summary was written");
        }
    }
}
