using System.CommandLine;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Printing;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Verbs;

/// <summary>A printf put into a past run: <c>replay --at ADDRESS --print TEXT</c>. The run does not notice.</summary>
internal sealed class ReplayPrint
{
    private readonly Option<string> at = new("--at")
    {
        HelpName = "SYMBOL|ADDR",
        Description = "prints --print each time before the instruction at this linear address, and nothing else",
    };

    private readonly Option<string> print = new("--print")
    {
        HelpName = "TEXT",
        Description =
            "an expression, or text with {expression:FORMAT}: registers, symbols, [address] or u8[...] to u64[...] for memory, "
            + "+ - * & | ^ << >>; formats x, d, u, c, s [pc]",
    };

    private readonly SymbolFile symbols = new("ELF file or System.map with names for --at and --print");

    public void AddTo(Command command)
    {
        command.Add(at);
        command.Add(print);
        command.Add(symbols.Option);
    }

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(at) is not null;

    /// <exception cref="ConfigurationException">Address or text are not understood.</exception>
    public ExitCode Run(ParseResult parsed, TraceTimeline timeline, CliContext context)
    {
        var names = symbols.Read(parsed);
        var place = parsed.GetRequiredValue(at);
        var address = names.TryFind(place, out var found) ? found : Number.Parse("--at", place);
        var format = new PrintFormat(timeline, names, parsed.GetValue(print) ?? "linear_pc");
        // What is not understood is said before a long run.
        format.Line();
        timeline.Breakpoints = [address];
        using var interrupt = new InterruptSignal();
        while (!interrupt.IsSet && timeline.Continue() == TimelineStop.Breakpoint)
        {
            context.Standard.Out.WriteLine($"icount {timeline.Icount} {format.Line()}");
        }

        if (timeline.Divergence is { } difference)
        {
            context.Standard.Error.Write(DivergenceText.Of(difference));
            return ExitCode.Divergence;
        }

        return interrupt.IsSet ? ExitCode.Interrupted : ExitCode.Ok;
    }
}
