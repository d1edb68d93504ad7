using System.CommandLine;
using System.IO;
using System.Text.Json;
using ReplayEmu.Cli.Events;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu events</c></summary>
internal sealed class EventsVerb
{
    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Option<string> device = new("--device")
    {
        HelpName = "NAME",
        Description = "pci (all configuration accesses), a PCI function such as 00:10.0, or a device by name",
    };

    private readonly Option<string> kind = new("--kind")
    {
        HelpName = "KIND,...",
        Description =
            "input, output, mark, digest, checkpoint, end, port-read, port-write, mmio-read, mmio-write, config-read, "
            + "config-write, irq-raise, irq-lower, dma-read, dma-write, hypercall",
    };

    private readonly Option<string> address = new("--address")
    {
        HelpName = "A[-B]",
        Description = "only interactions with these addresses: ports, guest-physical addresses or line numbers",
    };

    private readonly Option<string> pc = new("--pc")
    {
        HelpName = "A[-B]",
        Description = "only interactions of instructions at these linear addresses",
    };

    private readonly Option<string> text = new("--text")
    {
        HelpName = "TEXT",
        Description = "only inputs, outputs and marks that complete this text",
    };

    private readonly Option<string> from = new("--from") { HelpName = "ICOUNT", Description = "not before this" };

    private readonly Option<string> to = new("--to") { HelpName = "ICOUNT", Description = "not after this" };

    private readonly Option<string> limit = new("--limit") { HelpName = "N", Description = "at most so many events" };

    private readonly Option<bool> json = new("--json") { Description = "write JSON, one object a line" };

    private EventsVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new EventsVerb(context);
        var command = new Command(
            "events",
            "Lists what happened in a trace: every device interaction, input and output."
        )
        {
            verb.trace,
            verb.device,
            verb.kind,
            verb.address,
            verb.pc,
            verb.text,
            verb.from,
            verb.to,
            verb.limit,
            verb.json,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var reader = TraceArgument.Open(parsed.GetRequiredValue(trace));
        var filter = new EventFilter();
        filter.SetRange(parsed.GetValue(from), parsed.GetValue(to));
        if (parsed.GetValue(device) is { } name)
        {
            filter.SetDevice(name, reader.Header);
        }

        if (parsed.GetValue(kind) is { } kinds)
        {
            filter.SetKinds(kinds);
        }

        if (parsed.GetValue(address) is { } range)
        {
            filter.SetAddress(range);
        }

        if (parsed.GetValue(pc) is { } place)
        {
            filter.SetPc(place);
        }

        if (parsed.GetValue(text) is { } wanted)
        {
            filter.SetText(wanted);
        }

        var most = parsed.GetValue(limit) is { } number ? Number.Parse("--limit", number) : ulong.MaxValue;
        WarnWithoutInteractions(reader.Header.Detail);
        var complete = List(reader, filter, most, parsed.GetValue(json));
        return complete ? ExitCode.Ok : ExitCode.UnreadableTrace;
    }

    private void WarnWithoutInteractions(TraceDetail detail)
    {
        if (detail == TraceDetail.Inputs)
        {
            context.Standard.Complain("this trace holds no device interactions: it was recorded with --detail inputs");
        }
    }

    /// <returns>False when the trace was cut off before the events that were asked for ended.</returns>
    private bool List(TraceReader reader, EventFilter filter, ulong most, bool asJson)
    {
        var output = context.Standard.Out;
        var text = new EventText(reader.Header);
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        if (filter.From > 0)
        {
            reader.SeekTo(filter.From);
        }

        for (ulong shown = 0; reader.TryReadChunk(chunk); )
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (shown == most || record.Icount > filter.To)
                {
                    return true;
                }

                if (filter.Matches(record))
                {
                    Write(output, text, record, asJson);
                    shown++;
                }
            }
        }

        if (reader.Ending is { IsComplete: false } ending)
        {
            output.Flush();
            context.Standard.Complain(ending.Text);
            return false;
        }

        return true;
    }

    private static void Write(TextWriter output, EventText text, in TraceRecord record, bool asJson)
    {
        if (!asJson)
        {
            output.WriteLine(Printable.Line(text.Line(record)));
            return;
        }

        output.WriteLine(JsonSerializer.Serialize(EventReport.Of(text, record), EventJson.Default.EventReport));
    }
}
