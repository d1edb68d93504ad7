using System.CommandLine;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Reports;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu machines</c></summary>
internal static class MachinesVerb
{
    public static Command Create(CliContext context)
    {
        var json = new Option<bool>("--json") { Description = "write JSON" };
        var command = new Command("machines", "Lists machine types.") { json };
        command.SetAction(parsed => (int)Run(context, parsed.GetValue(json)));
        return command;
    }

    private static ExitCode Run(CliContext context, bool json)
    {
        var types = context.Catalogue.Types;
        var output = context.Standard.Out;
        if (json)
        {
            var report = new MachinesReport(
                [.. types.Select(type => new MachineReport(type.Name, type.Description, type.Alias, type.Released))],
                []
            );
            output.WriteLine(JsonSerializer.Serialize(report, MachinesJson.Default.MachinesReport));
            return ExitCode.Ok;
        }

        Tables.Write(
            output,
            ["machine", "alias", "released", "description"],
            types.Select(type =>
                (string[])[type.Name, type.Alias ?? "", type.Released ? "yes" : "no", type.Description]
            )
        );
        return ExitCode.Ok;
    }
}
