using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Net;
using System.Text;
using ReplayEmu.Cli.Events;
using ReplayEmu.Gdb.Session;
using ReplayEmu.Host.Debugging;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu debug</c></summary>
internal sealed class DebugVerb
{
    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Option<string> gdb = new("-gdb")
    {
        HelpName = "tcp:ADDRESS:PORT|stdio",
        Description = "where gdb connects [tcp:127.0.0.1:1234]",
    };

    private readonly Option<string[]> images = new("--images")
    {
        HelpName = "DIR",
        Description = "folder with images that the trace does not embed (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int> memory = new("--checkpoint-memory")
    {
        HelpName = "MIB",
        Description = "host memory for checkpoints, in MiB [512]",
        DefaultValueFactory = _ => 512,
    };

    private DebugVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new DebugVerb(context);
        var command = new Command(
            "debug",
            "Lets gdb look into a recorded run, forward and backward (reverse-stepi, reverse-continue, breakpoints, watch). "
                + "'monitor help' in gdb lists more. What gdb writes makes a branch that is dropped by going back."
        )
        {
            verb.trace,
            verb.gdb,
            verb.images,
            verb.memory,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(trace);
        var mebibytes = parsed.GetValue(memory);
        if (mebibytes is < 1 or > 1 << 20)
        {
            throw new ConfigurationException($"--checkpoint-memory {mebibytes}: give 1 to 1048576 MiB");
        }

        var place = parsed.GetValue(gdb) ?? "tcp:127.0.0.1:1234";
        var address = place == "stdio" ? null : Address(place);
        using var store = ReplayImages.Create(parsed.GetValue(images) ?? [], path);
        GdbSession? session = null;
        var options = new TimelineOptions
        {
            CheckpointMemory = (long)mebibytes << 20,
            Interrupted = () => session?.PollInterrupt() ?? false,
        };
        using var timeline = new TraceTimeline(TraceArgument.Open(path), context.Catalogue, store, options);
        using var events = TraceArgument.Open(path);
        using var tcp = address is null ? null : new TcpDebugger(address);
        if (tcp is not null)
        {
            context.Standard.Complain($"waiting for gdb: target remote {tcp.Address}");
            tcp.Accept();
        }

        IDebuggerConnection connection =
            tcp ?? (IDebuggerConnection)new PipeDebugger(context.Standard.OpenInput(), context.Standard.Output);
        session = new GdbSession(timeline, connection) { Events = (icount, most) => Last(events, icount, most) };
        session.Serve();
        return ExitCode.Ok;
    }

    private static IPEndPoint Address(string place) =>
        place.StartsWith("tcp:", StringComparison.Ordinal)
        && place[4..] is var text
        && IPEndPoint.TryParse(text.StartsWith(':') ? "127.0.0.1" + text : text, out var address)
        && text.Contains(':', StringComparison.Ordinal)
            ? address
            : throw new ConfigurationException($"-gdb '{place}': give tcp:ADDRESS:PORT (numbers) or stdio");

    /// <summary>The last records before a tick.</summary>
    private static string Last(TraceReader reader, ulong icount, int most)
    {
        var lines = new Queue<string>();
        var text = new EventText(reader.Header);
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        reader.Rewind();
        while (reader.TryReadChunk(chunk) && chunk.FirstIcount < icount)
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record) && record.Icount < icount)
            {
                if (record.Kind.IsInteraction() || record.Kind is RecordKind.Input or RecordKind.Output)
                {
                    lines.Enqueue(text.Line(record));
                    if (lines.Count > most)
                    {
                        lines.Dequeue();
                    }
                }
            }
        }

        return new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
    }
}
