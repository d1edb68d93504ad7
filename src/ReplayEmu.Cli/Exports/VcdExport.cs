using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Exports;

/// <summary>Interrupt lines as a value change dump (IEEE 1364, 18.2), in nanoseconds of guest time. Lines without any edge are left out.</summary>
internal static class VcdExport
{
    private const char FirstCode = '!';
    private const int Codes = '~' - '!' + 1;

    public static void Write(TraceReader reader, TextWriter output)
    {
        var names = reader.Header.IrqLines;
        // The level before its first edge is the other one: some lines are up at power-on.
        var used = new SortedDictionary<int, bool>();
        foreach (var edge in Edges(reader))
        {
            used.TryAdd(edge.Line, !edge.Level);
        }

        output.Write("$version ReplayEmu $end\n$timescale 1 ns $end\n$scope module irq $end\n");
        foreach (var line in used.Keys)
        {
            output.Write($"$var wire 1 {Code(line)} {Name(names[line])} $end\n");
        }

        output.Write("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n");
        foreach (var (line, level) in used)
        {
            output.Write($"{(level ? '1' : '0')}{Code(line)}\n");
        }

        output.Write("$end\n");
        var time = new ExportTime(reader.Header);
        ulong now = 0;
        foreach (var edge in Edges(reader))
        {
            var at = time.Nanoseconds(edge.Icount);
            if (at != now)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"#{at}\n"));
                now = at;
            }

            output.Write($"{(edge.Level ? '1' : '0')}{Code(edge.Line)}\n");
        }

        var end = time.Nanoseconds(reader.LastIcount);
        output.Write(end > now ? string.Create(CultureInfo.InvariantCulture, $"#{end}\n") : "");
    }

    private static IEnumerable<(ulong Icount, int Line, bool Level)> Edges(TraceReader reader)
    {
        reader.Rewind();
        var chunk = new TraceChunk();
        var cursor = new RecordCursor();
        while (reader.TryReadChunk(chunk))
        {
            cursor.Start(chunk);
            while (cursor.TryRead(out var record))
            {
                if (
                    record.Kind is RecordKind.IrqRaise or RecordKind.IrqLower
                    && record.Address < (ulong)reader.Header.IrqLines.Count
                )
                {
                    yield return (record.Icount, (int)record.Address, record.Kind == RecordKind.IrqRaise);
                }
            }
        }
    }

    /// <summary>Identifier codes are printable ASCII; two letters are enough for all lines that a machine can have.</summary>
    private static string Code(int line) =>
        line < Codes
            ? ((char)(FirstCode + line)).ToString()
            : string.Concat((char)(FirstCode + (line / Codes) - 1), (char)(FirstCode + (line % Codes)));

    /// <summary>Names of a header are anybody's: no blanks, nothing that ends a declaration.</summary>
    private static string Name(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_');
        }

        return text.Length > 0 ? text.ToString() : "line";
    }
}
