using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Golden;
using ReplayEmu.Golden.Review;
using ReplayEmu.Golden.Snapshots;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu review</c></summary>
internal sealed class ReviewVerb
{
    private readonly CliContext context;

    private readonly Argument<string> pattern = new("pattern")
    {
        HelpName = "PATTERN",
        Description = "names of goldens, with * and ?, for example 'pc-1.0.*' [all]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> root = new("--root")
    {
        HelpName = "DIR",
        Description = "folder that holds golden/ [the working folder or the nearest above]",
    };

    private ReviewVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new ReviewVerb(context);
        var command = new Command(
            "review",
            "Goes through what differs from the goldens, each change once for all the machines that it changes: accept, skip, show "
                + "the diff, show the version row that explains it, or open the diff tool. Answers are read from standard input, "
                + "one letter a line. Ends with 7 when something still differs."
        )
        {
            verb.pattern,
            verb.root,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var folder = GoldenFolder.Find(parsed.GetValue(root));
        var snapshots = GoldenFolder.Snapshots(context.Catalogue);
        var output = context.Standard.Out;
        using var answers = new StreamReader(context.Standard.OpenInput());
        var dialog = new ReviewDialog(folder.Machines, folder.Intents, GoldenOptions.FromEnvironment(), answers, output)
        {
            Explain = (golden, fact) => Explain(snapshots, golden, fact),
            OpenTool = static (received, verified) => DiffTool.OpenAsync(received, verified).GetAwaiter().GetResult(),
        };
        var report = dialog.Run(snapshots.Items(DeviceSet.Standard), parsed.GetValue(pattern) ?? "*");
        var accepted = report.Results.Count(result => result.Outcome == GoldenOutcome.Approved);
        output.WriteLine($"{report.Matches} as approved, {accepted} accepted now, {report.Failures} not");
        return report.Passed ? ExitCode.Ok : ExitCode.GoldenMismatch;
    }

    private IEnumerable<string> Explain(MachineSnapshot snapshots, string golden, string fact)
    {
        if (snapshots.ConfigOf(golden, DeviceSet.Standard) is not { } config)
        {
            yield break;
        }

        foreach (var (change, without) in VersionBlame.Find(context.Catalogue, snapshots, config, fact))
        {
            yield return $"{change.Driver}.{change.Property}={change.Was}, up to {change.UpTo}; since {change.Since} "
                + $"{change.Became}: {FactWords.Value(fact, without)}. {change.Reason}";
        }
    }
}
