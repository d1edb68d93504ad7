using System.CommandLine;
using System.Text.Json;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Golden;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu approve</c></summary>
internal sealed class ApproveVerb
{
    private readonly CliContext context;

    private readonly Argument<string> pattern = new("pattern")
    {
        HelpName = "PATTERN",
        Description = "names of goldens, with * and ?, for example 'pc-1.0.*' [all]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> yes = new("--yes", "-y") { Description = "approve without asking" };

    private readonly Option<string> root = new("--root")
    {
        HelpName = "DIR",
        Description = "folder that holds golden/ [the working folder or the nearest above]",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON; needs --yes" };

    private ApproveVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new ApproveVerb(context);
        var command = new Command(
            "approve",
            "Shows how machines differ from their goldens, and makes what they are now the goldens. A released machine's "
                + "golden needs a line in golden/intended-changes.txt first. Ends with 7 when something was refused."
        )
        {
            verb.pattern,
            verb.yes,
            verb.root,
            verb.json,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var standard = context.Standard;
        var asJson = parsed.GetValue(json);
        var asks = !parsed.GetValue(yes);
        if (asks && (asJson || !standard.InputIsTerminal))
        {
            throw new ConfigurationException("approve asks before it writes, and there is nobody to ask; give --yes");
        }

        var folder = GoldenFolder.Find(parsed.GetValue(root));
        var items = GoldenFolder.Snapshots(context.Catalogue).Items(DeviceSet.Standard);
        var approval = new GoldenApproval(folder.Machines, folder.Intents, GoldenOptions.FromEnvironment());
        var report = approval.Approve(
            items,
            parsed.GetValue(pattern) ?? "*",
            result => asks ? Ask(result) : Show(result, asJson)
        );
        if (asJson)
        {
            standard.Out.WriteLine(JsonSerializer.Serialize(CheckReport.Of(report), CheckJson.Default.CheckReport));
            return report.Passed ? ExitCode.Ok : ExitCode.GoldenMismatch;
        }

        foreach (var result in report.Results)
        {
            standard.Out.WriteLine(
                result.IsFailure ? result.Message : $"{result.Name}: {result.Outcome.ToString().ToLowerInvariant()}"
            );
        }

        return report.Passed ? ExitCode.Ok : ExitCode.GoldenMismatch;
    }

    private bool Show(GoldenResult result, bool silent)
    {
        if (!silent)
        {
            CheckVerb.Show(context.Standard.Out, result);
        }

        return true;
    }

    private bool Ask(GoldenResult result)
    {
        var output = context.Standard.Out;
        CheckVerb.Show(output, result);
        output.Write($"approve {result.Name}? [y/n] ");
        output.Flush();
        using var reader = new System.IO.StreamReader(context.Standard.OpenInput(), leaveOpen: true);
        return reader.ReadLine() is "y" or "yes";
    }
}
