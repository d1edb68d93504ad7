using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Divergences;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu bisect</c></summary>
internal sealed class BisectVerb
{
    private const int MostShown = 20;

    private readonly CliContext context;
    private readonly TimelineArguments timeline = new();
    private readonly MachineChange change = new();

    private readonly Option<string> other = new("--other")
    {
        HelpName = "PROGRAM",
        Description = "another build of replayemu to run the trace with",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON" };

    private BisectVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new BisectVerb(context);
        var command = new Command(
            "bisect",
            "Runs a trace twice, with this build and with another one or with a changed machine, and finds the first instruction "
                + "after which the state is different, and the fields that differ. Ends with 0 when there is none, with 3 otherwise."
        )
        {
            verb.timeline.Trace,
            verb.other,
            verb.json,
        };
        verb.change.AddTo(command);
        verb.timeline.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var program = parsed.GetValue(other);
        var changed = change.Read(parsed);
        if ((program is null) == (changed is null))
        {
            throw new ConfigurationException("give either --other PROGRAM or a change of the machine (-M, -global)");
        }

        using var one = timeline.Open(parsed, context);
        using var second = program is null ? timeline.Open(parsed, context, change: changed) : null;
        IStateProbe probe = second is not null
            ? new TimelineProbe(second.Timeline)
            : new OtherBuildProbe(program!, parsed.GetRequiredValue(timeline.Trace), timeline.Folders(parsed));
        var standard = context.Standard;
        var found = FirstDifference.Find(
            new TimelineProbe(one.Timeline),
            probe,
            icount =>
            {
                if (standard.ErrorIsTerminal)
                {
                    standard.Error.Write($"\r\x1b[Kicount {icount}");
                }
            }
        );
        if (standard.ErrorIsTerminal)
        {
            standard.Error.Write("\r\x1b[K");
        }

        if (parsed.GetValue(json))
        {
            standard.Out.WriteLine(JsonSerializer.Serialize(BisectReport.Of(found), BisectJson.Default.BisectReport));
        }
        else
        {
            Tell(found);
        }

        return found is null ? ExitCode.Ok : ExitCode.Divergence;
    }

    private void Tell(FirstDifference? found)
    {
        var output = context.Standard.Out;
        if (found is null)
        {
            output.WriteLine("the state is the same to the end");
            return;
        }

        Tell("different from power-on:", found.AtPowerOn);
        output.WriteLine(
            $"the same up to icount {found.Icount}; the instruction at pc 0x{found.Pc:x8} makes the difference:"
        );
        Tell(null, found.Differences);
    }

    private void Tell(string? title, IReadOnlyList<FactDifference> facts)
    {
        var output = context.Standard.Out;
        if (title is not null && facts.Count > 0)
        {
            output.WriteLine(title);
        }

        foreach (var fact in facts.Take(MostShown))
        {
            output.WriteLine($"  {fact.Name}: {fact.One} -> {fact.Other}");
        }

        if (facts.Count > MostShown)
        {
            output.WriteLine($"  and {facts.Count - MostShown} more");
        }
    }
}
