using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using ReplayEmu.Cli.Events;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>A trace as tables of a database in memory, for questions in SQL. Numbers above 2^63 are negative, as SQLite has no others.</summary>
internal sealed class TraceDatabase : IDisposable
{
    private const string Schema = """
        create table events(number integer primary key, icount integer, ns integer, pc integer, kind text, device text, "where" text,
            address integer, size integer, value integer, text text);
        create table outputs(number integer, icount integer, ns integer, port text, text text);
        create table digests(number integer, icount integer, total text);
        create table machine(name text, value text);
        create table sources(id integer, name text);
        create table irq_lines(id integer, name text);
        """;

    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public TraceDatabase(TraceReader reader)
    {
        connection.Open();
        Execute(Schema);
        Execute("begin");
        Describe(reader);
        Fill(reader);
        Execute("commit");
        Execute("create index events_kind on events(kind); create index events_device on events(device)");
        // Questions only: nothing that a statement does reaches a file.
        Execute("pragma query_only = on");
    }

    /// <summary>The rows of a question: first the names of its columns.</summary>
    /// <exception cref="ConfigurationException">SQLite does not understand it.</exception>
    public IEnumerable<object?[]> Ask(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = Refused(command.ExecuteReader);
        if (rows.FieldCount == 0)
        {
            yield break;
        }

        var names = new object?[rows.FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = rows.GetName(i);
        }

        yield return names;
        while (Refused(rows.Read))
        {
            var row = new object?[rows.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = rows.IsDBNull(i) ? null : rows.GetValue(i);
            }

            yield return row;
        }
    }

    public void Dispose() => connection.Dispose();

    private static T Refused<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (SqliteException failure)
        {
            throw new ConfigurationException($"SQL: {failure.Message}");
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Describe(TraceReader reader)
    {
        var header = reader.Header;
        using var machine = new Row(connection, "machine", 2);
        machine.Add("type", header.Config.Machine);
        machine.Add("detail", header.Detail.ToString());
        machine.Add("tool version", header.ToolVersion);
        machine.Add("ram bytes", header.Config.RamBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var sources = new Row(connection, "sources", 2);
        for (var i = 0; i < header.Sources.Count; i++)
        {
            sources.Add(i, header.Sources[i]);
        }

        using var lines = new Row(connection, "irq_lines", 2);
        for (var i = 0; i < header.IrqLines.Count; i++)
        {
            lines.Add(i, header.IrqLines[i]);
        }
    }

    private void Fill(TraceReader reader)
    {
        using var events = new Row(connection, "events", 11);
        using var outputs = new Row(connection, "outputs", 5);
        using var digests = new Row(connection, "digests", 3);
        var text = new EventText(reader.Header);
        var time = new ExportTime(reader.Header);
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        var number = 0L;
        reader.Rewind();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (record.Kind is RecordKind.CheckpointPart or RecordKind.CheckpointEnd)
                {
                    continue;
                }

                number++;
                Add(events, text, time, record, number);
                if (record.Kind == RecordKind.Output)
                {
                    var printed = System.Text.Encoding.Latin1.GetString(record.Payload.Span);
                    outputs.Add(
                        number,
                        (long)record.Icount,
                        (long)time.Nanoseconds(record.Icount),
                        text.Where(record),
                        printed
                    );
                }
                else if (record.Kind == RecordKind.Digest && DigestValue.FromBytes(record.Payload.Span) is { } digest)
                {
                    digests.Add(number, (long)record.Icount, digest.Total.ToString("x16", null));
                }
            }
        }
    }

    private static void Add(Row events, EventText text, ExportTime time, in TraceRecord record, long number)
    {
        var isInteraction = record.Kind.IsInteraction();
        var isConfig = record.Kind is RecordKind.ConfigRead or RecordKind.ConfigWrite;
        events.Add(
            number,
            (long)record.Icount,
            (long)time.Nanoseconds(record.Icount),
            isInteraction ? (long)record.Pc : null,
            EventNames.Of(record.Kind),
            isConfig ? PciAddress.Of(record.Address).FunctionText
                : isInteraction ? text.Device(record)
                : null,
            text.Where(record),
            isInteraction ? (long)(isConfig ? record.Address & 0xff : record.Address) : null,
            isInteraction ? record.Size : record.Payload.Length,
            isInteraction ? (long)record.Value : null,
            record.Kind is RecordKind.Input or RecordKind.Output or RecordKind.Mark
                ? EventText.Quote(record.Payload.Span)
                : EventText.Meaning(record)
        );
    }

    /// <summary>One prepared insertion.</summary>
    private sealed class Row : IDisposable
    {
        private readonly SqliteCommand command;

        internal Row(SqliteConnection connection, string table, int columns)
        {
            command = connection.CreateCommand();
            var names = new string[columns];
            for (var i = 0; i < columns; i++)
            {
                names[i] = "$p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                command.Parameters.Add(new SqliteParameter { ParameterName = names[i] });
            }

            command.CommandText = $"insert into {table} values({string.Join(",", names)})";
            command.Prepare();
        }

        internal void Add(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }
}
