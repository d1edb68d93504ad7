using System.CommandLine;
using System.IO;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu blame</c></summary>
internal sealed class BlameVerb
{
    private readonly CliContext context;
    private readonly MachineOptions machine = new();

    private readonly Argument<string> fact = new("fact")
    {
        HelpName = "FACT",
        Description = "for example 00:10.0.class, cpuid.00000001.0.eax or fw_cfg.file.etc/e820",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON" };

    private BlameVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new BlameVerb(context);
        var command = new Command(
            "blame",
            "Names the version rows that make something a guest sees what it is, and the reason for each. Rows are found by "
                + "experiment: each is taken back, and the machine is looked at again; no guest is run."
        )
        {
            verb.fact,
            verb.json,
        };
        verb.machine.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var images = new ImageStore();
        var (given, _) = new MachineSetup(machine, parsed, images).Read();
        var config = context.Catalogue.Resolve(given);
        var name = parsed.GetValue(fact)!;
        var snapshots = GoldenFolder.Snapshots(context.Catalogue, images);
        var facts = snapshots.Facts(config);
        var value =
            facts.Find(name)
            ?? throw new ConfigurationException(
                $"a guest of {config.Machine} with these devices sees no '{name}'{NearestName.Hint(name, facts.Names)}"
            );
        var rows = VersionBlame.Find(context.Catalogue, snapshots, config, name);
        var report = new BlameReport(config.Machine, name, facts.FunctionOf(name), value, rows);
        if (parsed.GetValue(json))
        {
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, VersionJson.Default.BlameReport));
        }
        else
        {
            Write(context.Standard.Out, report);
        }

        return ExitCode.Ok;
    }

    private static void Write(TextWriter output, BlameReport report)
    {
        output.WriteLine(
            $"{FactWords.Subject(report.Fact, report.Function)} {FactWords.Value(report.Fact, report.Value)} on {report.Machine}"
        );
        if (report.Rows.Count == 0)
        {
            output.WriteLine("  no row of a machine version alone makes it so");
        }

        foreach (var (change, without) in report.Rows)
        {
            output.WriteLine($"  row      {change.Driver}.{change.Property}={change.Was}, up to {change.UpTo}");
            output.WriteLine(
                $"  since    {change.Since} it is {change.Became}: {FactWords.Value(report.Fact, without)}"
            );
            output.WriteLine($"  reason   {change.Reason}");
        }
    }
}
