using System.CommandLine;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu run</c></summary>
internal static class RunVerb
{
    public static Command Create(CliContext context)
    {
        var machine = new MachineOptions();
        var limits = new RunOptions();
        var command = new Command(
            "run",
            "Runs a machine. Ends with 0, or 1 when the guest failed; Ctrl-C (Ctrl-A x on a serial terminal) ends it."
        );
        machine.AddTo(command);
        limits.AddTo(command);
        command.SetAction(parsed => (int)Run(context, parsed, machine, limits));
        return command;
    }

    private static ExitCode Run(CliContext context, ParseResult parsed, MachineOptions options, RunOptions limits)
    {
        using var images = new ImageStore();
        var (config, host) = new MachineSetup(options, parsed, images).Read();
        config = context.Catalogue.Resolve(config);
        var ratio = new TickRatio(config.TickNumerator, config.TickDenominator);
        var limit = limits.Limit(parsed, ratio);
        var text = limits.UntilText(parsed);
        var quiet = limits.Quiet(parsed);
        using var console = new LiveConsole(context.Standard, host, ratio, text, quiet, limits.Script(parsed));
        using var machine = context.Catalogue.Build(config, images, console.Inputs, console.Outputs);
        console.Connect(machine);
        console.Inputs.EndWhenIdle(limits.IdleLimit(parsed, ratio), () => console.Outputs.BytesWritten);
        var clock = new HostClock();
        var reason = machine.Run(limit);
        var elapsed = clock.Elapsed;
        console.Dispose();
        images.SaveOverlays(machine);
        var end = RunEnd.Of(reason, machine, console, context.Standard, text);
        if (!quiet || reason == Machine.StopReason.Unimplemented)
        {
            context.Standard.Complain(
                $"{end.Outcome} (icount {machine.Clock.Icount}, {RunSummary.Describe(machine.Clock, elapsed)})"
            );
        }

        return end.Code;
    }
}
