using System.CommandLine;
using System.Linq;
using ReplayEmu.Cli.Options;
using ReplayEmu.Host.Pictures;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu screendump</c></summary>
internal sealed class ScreendumpVerb
{
    private readonly CliContext context;
    private readonly TimelineArguments timeline = new();

    private readonly Option<string> at = new("--at")
    {
        HelpName = "PLACE",
        Description = $"where [end]: {TimelinePlace.Syntax}",
    };

    private readonly Option<string> output = new("-o", "--output")
    {
        HelpName = "FILE",
        Description = "the PNG file to write",
    };

    private readonly Option<bool> text = new("--text")
    {
        Description = "write the rows of a text mode to standard output instead",
    };

    private ScreendumpVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new ScreendumpVerb(context);
        var command = new Command("screendump", "Writes what the display showed at a place of a recorded run, as PNG.")
        {
            verb.timeline.Trace,
            verb.at,
            verb.output,
            verb.text,
        };
        verb.timeline.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var path = parsed.GetValue(output);
        var isText = parsed.GetValue(text);
        if (path is null != isText)
        {
            throw new ConfigurationException("screendump: give -o FILE, or --text");
        }

        using var opened = timeline.Open(parsed, context);
        var line = opened.Timeline;
        var screen =
            line.Machine.Devices.OfType<IScreen>().FirstOrDefault()
            ?? throw new ConfigurationException("screendump: the recorded machine has no display");
        line.Seek(TimelinePlace.Find(line, parsed.GetValue(at) ?? "end"));
        if (isText)
        {
            foreach (var row in screen.ReadText())
            {
                context.Standard.Out.WriteLine(row.TrimEnd());
            }

            return ExitCode.Ok;
        }

        var picture = screen.Draw();
        if (picture.Width == 0 || picture.Height == 0)
        {
            throw new ConfigurationException($"screendump: the display shows nothing at icount {line.Icount}");
        }

        PngFile.Write(path!, picture);
        context.Standard.Complain(
            $"wrote {picture.Width} x {picture.Height} pixels at icount {line.Icount} to '{path}'"
        );
        return ExitCode.Ok;
    }
}
