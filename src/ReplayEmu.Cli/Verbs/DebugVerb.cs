using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using ReplayEmu.Cli.Events;
using ReplayEmu.Cli.Options;
using ReplayEmu.Gdb.Session;
using ReplayEmu.Host.Debugging;
using ReplayEmu.Host.Files;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu debug</c></summary>
internal sealed class DebugVerb
{
    private readonly CliContext context;
    private readonly TimelineArguments timeline = new();

    private readonly Option<string> gdb = new("-gdb")
    {
        HelpName = "tcp:ADDRESS:PORT|stdio",
        Description = "where gdb connects [tcp:127.0.0.1:1234]",
    };

    private readonly Option<string> at = new("--at")
    {
        HelpName = "PLACE",
        Description = $"where the session begins [begin]: {TimelinePlace.Syntax}",
    };

    private readonly Option<string> architecture = new("--arch")
    {
        HelpName = "i386|i386:x86-64",
        Description = "registers that gdb is shown [those of the CPU's mode where the session begins]",
    };

    private DebugVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new DebugVerb(context);
        var command = new Command(
            "debug",
            "Lets gdb look into a recorded run, forward and backward (reverse-stepi, reverse-continue, breakpoints, watch). "
                + "'monitor help' in gdb lists more. What gdb writes makes a branch that is dropped by going back; 'monitor branch FILE' keeps it."
        )
        {
            verb.timeline.Trace,
            verb.gdb,
            verb.at,
            verb.architecture,
        };
        verb.timeline.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var place = parsed.GetValue(gdb) ?? "tcp:127.0.0.1:1234";
        var address = place == "stdio" ? null : Address(place);
        GdbSession? session = null;
        using var opened = timeline.Open(parsed, context, () => session?.PollInterrupt() ?? false);
        using var events = TraceArgument.Open(parsed.GetRequiredValue(timeline.Trace));
        using var tcp = address is null ? null : new TcpDebugger(address);
        if (tcp is not null)
        {
            context.Standard.Complain($"waiting for gdb: target remote {tcp.Address}");
            tcp.Accept();
        }

        IDebuggerConnection connection =
            tcp ?? (IDebuggerConnection)new PipeDebugger(context.Standard.OpenInput(), context.Standard.Output);
        opened.Timeline.Seek(TimelinePlace.Find(opened.Timeline, parsed.GetValue(at) ?? "begin"));
        session = new GdbSession(opened.Timeline, connection, Architecture(opened, parsed.GetValue(architecture)))
        {
            Events = (icount, most) => Last(events, icount, most),
            Branch = path => Keep(opened, path),
        };
        session.Serve();
        return ExitCode.Ok;
    }

    private static string? Architecture(OpenedTimeline opened, string? name)
    {
        var known = opened.Timeline.Machine.Cpus[0] is IDebugCpu cpu
            ? cpu.DebugRegisters.Select(register => register.Architecture).Distinct().ToList()
            : [];
        return name is null || known.Contains(name)
            ? name
            : throw new ConfigurationException($"--arch '{name}': give one of {string.Join(", ", known)}");
    }

    private static void Keep(OpenedTimeline opened, string path)
    {
        // Whoever can connect can say this: new files in the working folder, nothing else.
        if (Path.GetFileName(path) != path || File.Exists(path) || !path.EndsWith(".rtrace", StringComparison.Ordinal))
        {
            throw new ConfigurationException($"'{path}': give the plain name of a new .rtrace file");
        }

        using var file = new OutputFileStream(path, "trace");
        opened.Timeline.KeepBranch(file, opened.Images);
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
