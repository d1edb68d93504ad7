using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using ReplayEmu.Cli.Exports;
using ReplayEmu.Host.Files;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Replaying;
using ReplayEmu.Trace;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu export</c></summary>
internal sealed class ExportVerb
{
    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Option<string> perfetto = File(
        "--perfetto",
        "all events as tracks for ui.perfetto.dev (protobuf)"
    );

    private readonly Option<string> vcd = File("--vcd", "interrupt lines as a value change dump, for waveform viewers");

    private readonly Option<string> pcap = File("--pcap", "network frames as a capture, for Wireshark");

    private readonly Option<string> cast = File("--cast", "console as an asciinema recording");

    private readonly Option<string> port = new("--port")
    {
        HelpName = "NAME",
        Description = "with --cast: which output port [the first that printed]",
    };

    private readonly Option<string[]> images = new("--images")
    {
        HelpName = "DIR",
        Description = "with --pcap of -netdev user, which runs the trace again: folder with images (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    private ExportVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new ExportVerb(context);
        var command = new Command("export", "Writes what is in a trace for other tools. Times are guest time.")
        {
            verb.trace,
            verb.perfetto,
            verb.vcd,
            verb.pcap,
            verb.cast,
            verb.port,
            verb.images,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var reader = TraceArgument.Open(parsed.GetRequiredValue(trace));
        var written = Export(parsed, perfetto, stream => PerfettoExport.Write(reader, stream));
        written |= Export(parsed, vcd, stream => WithText(stream, text => VcdExport.Write(reader, text)));
        written |= Export(parsed, pcap, stream => Capture(parsed, reader, stream));
        written |= Export(
            parsed,
            cast,
            stream => WithText(stream, text => CastExport.Write(reader, Port(reader, parsed.GetValue(port)), text))
        );
        if (!written)
        {
            throw new ConfigurationException("give at least one of --perfetto, --vcd, --pcap and --cast");
        }

        if (reader.Ending is { IsComplete: false } ending)
        {
            context.Standard.Complain(ending.Text);
            return ExitCode.UnreadableTrace;
        }

        return ExitCode.Ok;
    }

    private void Capture(ParseResult parsed, TraceReader reader, Stream stream)
    {
        var capture = new PcapExport(reader.Header);
        capture.Read(reader);
        if (capture.NeedsReplay)
        {
            var path = parsed.GetRequiredValue(trace);
            using var store = ReplayImages.Create(parsed.GetValue(images) ?? [], path);
            using var replay = new Replayer(TraceArgument.Open(path), context.Catalogue, store, new NoOutputs());
            capture.Run(replay);
        }

        capture.Write(stream);
    }

    private static bool Export(ParseResult parsed, Option<string> option, Action<Stream> write)
    {
        if (parsed.GetValue(option) is not { } path)
        {
            return false;
        }

        using var file = new OutputFileStream(path, option.Name.TrimStart('-'));
        using var buffered = new BufferedStream(file, 1 << 16);
        write(buffered);
        return true;
    }

    private static void WithText(Stream stream, Action<TextWriter> write)
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(text);
    }

    private static ushort Port(TraceReader reader, string? name)
    {
        var ports = reader.Header.OutputPorts;
        var index = name is null ? FirstUsed(reader) : ports.TakeWhile(port => port != name).Count();
        return index < ports.Count
            ? (ushort)index
            : throw new ConfigurationException(
                $"--port: the machine has no port '{name}'{NearestName.Hint(name ?? "", ports)} (it has: {string.Join(", ", ports)})"
            );
    }

    private static int FirstUsed(TraceReader reader)
    {
        reader.Rewind();
        var chunk = new TraceChunk();
        var cursor = new Trace.Records.RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (record.Kind == Trace.Records.RecordKind.Output)
                {
                    return record.Source;
                }
            }
        }

        return 0;
    }

    private static Option<string> File(string name, string description) =>
        new(name) { HelpName = "FILE", Description = description };
}
