using System.CommandLine;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu diff</c></summary>
internal sealed class DiffVerb
{
    private readonly CliContext context;
    private readonly MachineOptions machine = new();
    private readonly TraceDiffOptions traces = new();

    private readonly Argument<string> first = new("first")
    {
        HelpName = "TYPE|TRACE",
        Description = "a machine type, or a .rtrace file",
    };

    private readonly Argument<string> second = new("second")
    {
        HelpName = "OTHER",
        Description = "another version of it, or another recording of the same guest",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON" };

    private DiffVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new DiffVerb(context);
        var command = new Command(
            "diff",
            "Tells what a guest sees differently on another version of its machine, and in which version it changed. Give the "
                + "devices with the usual options; no guest is run. Of two recordings, made on two versions or by two builds, tells the "
                + "first difference that the guest saw, where in the guest that was, and what followed. Ends with 0 whether there are "
                + "differences or not."
        )
        {
            verb.first,
            verb.second,
            verb.json,
        };
        verb.traces.AddTo(command);
        verb.machine.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        if (TraceDiffOptions.IsTrace(parsed.GetValue(first)!) || TraceDiffOptions.IsTrace(parsed.GetValue(second)!))
        {
            var (one, other) = (parsed.GetValue(first)!, parsed.GetValue(second)!);
            return traces.Run(parsed, context, one, other, parsed.GetValue(json));
        }

        if (parsed.GetValue(machine.Machine) is not null)
        {
            throw new ConfigurationException("diff: the two machine types are arguments; -M is not needed");
        }

        using var images = new ImageStore();
        var (config, _) = new MachineSetup(machine, parsed, images).Read();
        var from = context.Catalogue.Resolve(config with { Machine = parsed.GetValue(first)! }).Machine;
        var to = context.Catalogue.Resolve(config with { Machine = parsed.GetValue(second)! }).Machine;
        var snapshots = GoldenFolder.Snapshots(context.Catalogue, images);
        var found = VersionDifferences.Find(context.Catalogue, snapshots, config with { Machine = from }, to);
        var output = context.Standard.Out;
        if (parsed.GetValue(json))
        {
            output.WriteLine(JsonSerializer.Serialize(new DiffReport(from, to, found), VersionJson.Default.DiffReport));
            return ExitCode.Ok;
        }

        // Types are listed newest first.
        var names = context.Catalogue.Types.Select(type => type.Name).ToList();
        var isForward = names.IndexOf(from) >= names.IndexOf(to);
        var words = isForward ? "first" : "newer value first";
        foreach (var item in found)
        {
            output.WriteLine(
                $"{FactWords.Subject(item.Fact, item.Function)} {FactWords.Value(item.Fact, item.Old)} -> "
                    + $"{FactWords.Value(item.Fact, item.New)}, {words} in {item.Version}"
            );
        }

        output.WriteLine(
            $"{found.Count} {(found.Count == 1 ? "difference" : "differences")} for the guest between {from} and {to}"
        );
        return ExitCode.Ok;
    }
}
