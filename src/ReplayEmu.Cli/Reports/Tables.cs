using System.Collections.Generic;
using System.IO;
using Spectre.Console;

namespace ReplayEmu.Cli.Reports;

/// <summary>Tables for people: the same text on every terminal and in every file, without colours.</summary>
internal static class Tables
{
    /// <summary>Wide enough for any table here, so that lines are never broken by a narrow window.</summary>
    private const int Width = 200;

    public static void Write(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = false });
        }

        foreach (var row in rows)
        {
            List<Text> cells = [];
            foreach (var cell in row)
            {
                cells.Add(new Text(cell));
            }

            table.AddRow(cells);
        }

        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n'))
        {
            if (line.Trim().Length > 0)
            {
                output.WriteLine(line.TrimEnd());
            }
        }
    }
}
