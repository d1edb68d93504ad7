using System;
using System.CommandLine;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>What may be changed of a recorded machine, to see what becomes different with it.</summary>
internal sealed class MachineChange
{
    private readonly Option<string> machine = new("-M")
    {
        HelpName = "TYPE",
        Description = "another machine type than the recorded one",
    };

    private readonly Option<string[]> globals = new("-global")
    {
        HelpName = "DRIVER.PROP=VALUE",
        Description = "changes a property of every device of a driver (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Add(machine);
        command.Add(globals);
    }

    /// <summary>Null when nothing is to be changed.</summary>
    public Func<MachineConfig, MachineConfig>? Read(ParseResult parsed)
    {
        var type = parsed.GetValue(machine);
        var properties = (parsed.GetValue(globals) ?? []).Select(DeviceArgument.ParseGlobal).ToList();
        return type is null && properties.Count == 0
            ? null
            : config => config with { Machine = type ?? config.Machine, Globals = [.. config.Globals, .. properties] };
    }
}
