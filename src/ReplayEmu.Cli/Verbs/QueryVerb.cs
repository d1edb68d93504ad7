using System;
using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using ReplayEmu.Cli.Exports;
using ReplayEmu.Cli.Reports;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu query</c></summary>
internal sealed class QueryVerb
{
    private readonly CliContext context;
    private readonly Argument<string> trace = TraceArgument.Create();

    private readonly Argument<string> sql = new("sql")
    {
        HelpName = "SQL",
        Description =
            "a statement in SQLite's language, for example \"select device, count(*) from events group by device\"",
    };

    private readonly Option<bool> json = new("--json") { Description = "write JSON, one object a row" };

    private QueryVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new QueryVerb(context);
        var command = new Command(
            "query",
            "Asks a trace in SQL. Tables: events (number, icount, ns, pc, kind, device, where, address, size, value, text), outputs "
                + "(number, icount, ns, port, text), digests (number, icount, total), machine (name, value), sources and irq_lines "
                + "(id, name)."
        )
        {
            verb.trace,
            verb.sql,
            verb.json,
        };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        using var reader = TraceArgument.Open(parsed.GetRequiredValue(trace));
        using var database = new TraceDatabase(reader);
        object?[]? names = null;
        foreach (var row in database.Ask(parsed.GetRequiredValue(sql)))
        {
            if (!parsed.GetValue(json))
            {
                context.Standard.Out.WriteLine(string.Join('\t', row.Select(value => Printable.Line(Text(value)))));
            }
            else if (names is not null)
            {
                context.Standard.Out.WriteLine(Json(names, row));
            }

            names ??= row;
        }

        if (reader.Ending is { IsComplete: false } ending)
        {
            context.Standard.Complain(ending.Text);
            return ExitCode.UnreadableTrace;
        }

        return ExitCode.Ok;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Json(object?[] names, object?[] row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                writer.WritePropertyName(Text(names[i]));
                switch (row[i])
                {
                    case null:
                        writer.WriteNullValue();
                        break;
                    case long number:
                        writer.WriteNumberValue(number);
                        break;
                    case double number:
                        writer.WriteNumberValue(number);
                        break;
                    default:
                        writer.WriteStringValue(Text(row[i]));
                        break;
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
