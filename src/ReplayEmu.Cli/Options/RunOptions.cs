using System;
using System.CommandLine;
using ReplayEmu.Host.Scripts;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli.Options;

/// <summary>When a run ends by itself; for <c>run</c> and <c>record</c>.</summary>
public sealed class RunOptions
{
    private readonly Option<string> instructions = new("--max-instructions")
    {
        HelpName = "N",
        Description = "end at this instruction count (idle time counts like instructions)",
    };

    private readonly Option<string> time = new("--max-time")
    {
        HelpName = "SECONDS",
        Description = "end at this guest time",
    };

    private readonly Option<string> idle = new("--max-idle")
    {
        HelpName = "SECONDS",
        Description =
            "end when the guest has only waited for this guest time and nobody can type; 0 waits for ever [30]",
    };

    private readonly Option<string> text = new("--until-text")
    {
        HelpName = "TEXT",
        Description = "end when a serial port or the debug port has written this",
    };

    private readonly Option<string> script = new("--script")
    {
        HelpName = "FILE",
        Description =
            "play a script instead of reading standard input: wait for text, type, press keys, take screenshots "
            + "(docs/scripts.md); what does not come in time ends the run with 1",
    };

    private readonly Option<bool> quiet = new("--quiet") { Description = "no progress and no closing line" };

    public void AddTo(Command command)
    {
        command.Options.Add(instructions);
        command.Options.Add(time);
        command.Options.Add(idle);
        command.Options.Add(text);
        command.Options.Add(script);
        command.Options.Add(quiet);
    }

    /// <summary>The tick to stop at, <see cref="ulong.MaxValue"/> without a limit.</summary>
    /// <exception cref="ConfigurationException">Not a number.</exception>
    public ulong Limit(ParseResult parsed, TickRatio ratio)
    {
        var limit = ulong.MaxValue;
        if (parsed.GetValue(instructions) is { } count)
        {
            limit = Number.Parse("--max-instructions", count);
        }

        if (parsed.GetValue(time) is { } seconds)
        {
            limit = Math.Min(limit, ratio.ToTicks(Number.ParseSeconds("--max-time", seconds)));
        }

        return limit;
    }

    /// <summary>Ticks that a guest may wait when nobody can type, 0 for ever.</summary>
    /// <exception cref="ConfigurationException">Not a number.</exception>
    public ulong IdleLimit(ParseResult parsed, TickRatio ratio)
    {
        var seconds = parsed.GetValue(idle) ?? "30";
        return seconds == "0" ? 0 : ratio.ToTicks(Number.ParseSeconds("--max-idle", seconds));
    }

    /// <exception cref="ConfigurationException">An empty text.</exception>
    public string? UntilText(ParseResult parsed) =>
        parsed.GetValue(text) is { } wanted && wanted.Length == 0
            ? throw new ConfigurationException("--until-text '': give the text to wait for")
            : parsed.GetValue(text);

    /// <exception cref="ConfigurationException">A line of it is not understood.</exception>
    /// <exception cref="Host.HostException">It cannot be read.</exception>
    public Script? Script(ParseResult parsed) => parsed.GetValue(script) is { } path ? ScriptParser.Read(path) : null;

    public bool Quiet(ParseResult parsed) => parsed.GetValue(quiet);
}
