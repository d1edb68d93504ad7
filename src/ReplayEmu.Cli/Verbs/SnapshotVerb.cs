using System.Collections.Generic;
using System.CommandLine;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host.Images;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu snapshot</c></summary>
internal static class SnapshotVerb
{
    public static Command Create(CliContext context)
    {
        var machine = new MachineOptions();
        var json = new Option<bool>("--json") { Description = "write JSON" };
        var command = new Command(
            "snapshot",
            "Prints everything that a guest can see of a machine, twice: as the model states it and as the built-in probe "
                + "guest reads it (-bios is not used). Ends with 7 when the two differ or the probe does not finish."
        )
        {
            json,
        };
        machine.AddTo(command);
        command.SetAction(parsed => (int)Run(context, parsed, machine, parsed.GetValue(json)));
        return command;
    }

    private static ExitCode Run(CliContext context, ParseResult parsed, MachineOptions options, bool json)
    {
        using var images = new ImageStore();
        var (config, _) = new MachineSetup(options, parsed, images).Read();
        // What is wrong with the configuration is the user's, not the snapshot's.
        config = context.Catalogue.Resolve(config);
        var subject = GoldenFolder.Snapshots(context.Catalogue, images).Take(config);
        var output = context.Standard.Out;
        if (json)
        {
            var report = new SnapshotReport(
                config.Machine,
                subject.Problem?.ToString(),
                subject.Message,
                Sections(subject.Text)
            );
            output.WriteLine(JsonSerializer.Serialize(report, SnapshotJson.Default.SnapshotReport));
        }
        else
        {
            output.WriteLine(subject.Text.TrimEnd('\n'));
        }

        if (subject.Problem is null)
        {
            return ExitCode.Ok;
        }

        output.Flush();
        context.Standard.Complain($"{config.Machine}: {subject.Message}");
        context.Standard.Error.Write(subject.Diff);
        return ExitCode.GoldenMismatch;
    }

    private static SortedDictionary<string, IReadOnlyList<string>> Sections(string text)
    {
        var sections = new SortedDictionary<string, IReadOnlyList<string>>(System.StringComparer.Ordinal);
        List<string> lines = [];
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                lines = [];
                sections.TryAdd(line[1..^1], lines);
            }
            else
            {
                lines.Add(line);
            }
        }

        return sections;
    }
}
