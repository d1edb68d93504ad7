using System.CommandLine;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Host.Files;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Time;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Trace;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu record</c></summary>
internal sealed class RecordVerb
{
    private static readonly string[] details = ["inputs", "io", "full"];
    private readonly CliContext context;
    private readonly MachineOptions machine = new();
    private readonly RunOptions limits = new();

    private readonly Option<string> output = new("-o", "--output")
    {
        HelpName = "TRACE",
        Description = "the trace to write, by custom with the suffix .rtrace",
        Required = true,
    };

    private readonly Option<string> detail = new("--detail")
    {
        HelpName = "inputs|io|full",
        Description =
            "inputs: enough to replay; io: every device interaction too, so that a difference is known to the "
            + "instruction; full: checkpoints too [io]",
    };

    private readonly Option<bool> embed = new("--embed-images")
    {
        Description = "put firmware, kernel and disks into the trace, so that it replays anywhere",
    };

    private RecordVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new RecordVerb(context);
        var command = new Command(
            "record",
            "Runs a machine and writes a trace that replays it exactly. Ends like 'run'; Ctrl-C ends the trace cleanly."
        )
        {
            verb.output,
            verb.detail,
            verb.embed,
        };
        verb.machine.AddTo(command);
        verb.limits.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var images = new ImageStore();
        var (config, host) = new MachineSetup(machine, parsed, images).Read();
        config = context.Catalogue.Resolve(config);
        var ratio = new TickRatio(config.TickNumerator, config.TickDenominator);
        var limit = limits.Limit(parsed, ratio);
        var text = limits.UntilText(parsed);
        var options = new RecordingOptions
        {
            Detail = ParseDetail(parsed.GetValue(detail) ?? "io"),
            EmbedImages = parsed.GetValue(embed),
        };
        var path = parsed.GetRequiredValue(output);
        using var console = new LiveConsole(
            context.Standard,
            host,
            ratio,
            text,
            limits.Quiet(parsed),
            limits.Script(parsed)
        );
        using var file = new OutputFileStream(path, "trace");
        using var recorder = new Recorder(
            config,
            context.Catalogue,
            images,
            console.Inputs,
            console.Outputs,
            file,
            options
        );
        console.Connect(recorder.Machine);
        console.Inputs.EndWhenIdle(limits.IdleLimit(parsed, ratio), () => console.Outputs.BytesWritten);
        var clock = new HostClock();
        var reason = recorder.Run(limit);
        recorder.Finish(reason);
        var elapsed = clock.Elapsed;
        console.Dispose();
        images.SaveOverlays(recorder.Machine);
        if (!options.EmbedImages)
        {
            ImageIndex.ForUser()?.Remember(images.Paths);
        }

        var end = RunEnd.Of(reason, recorder.Machine, console, context.Standard, text);
        Report(recorder, end, elapsed, path, limits.Quiet(parsed));
        return end.Code;
    }

    private void Report(Recorder recorder, RunEnd end, System.TimeSpan elapsed, string path, bool quiet)
    {
        if (quiet && end.Reason != StopReason.Unimplemented)
        {
            return;
        }

        var clock = recorder.Machine.Clock;
        context.Standard.Complain($"{end.Outcome} (icount {clock.Icount}, {RunSummary.Describe(clock, elapsed)})");
        context.Standard.Complain(
            $"recorded {recorder.TraceBytes} bytes in '{path}'; replay it with: replayemu replay {path}"
        );
    }

    private static TraceDetail ParseDetail(string text) =>
        text switch
        {
            "inputs" => TraceDetail.Inputs,
            "io" => TraceDetail.Io,
            "full" => TraceDetail.Full,
            _ => throw new ConfigurationException(
                $"--detail '{text}' is not known{NearestName.Hint(text, details)} (known: inputs, io, full)"
            ),
        };
}
