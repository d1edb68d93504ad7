using System;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Architecture.Tests;

/// <summary>One row of the table in <c>src/README.md</c>.</summary>
/// <param name="Name">Project.</param>
/// <param name="IsPure">Sees nothing of the host.</param>
/// <param name="MayReference">Projects, direct and through others.</param>
/// <param name="Packages">Packages of the project file.</param>
internal sealed record ProjectRow(
    string Name,
    bool IsPure,
    IReadOnlyList<string> MayReference,
    IReadOnlyList<string> Packages
)
{
    /// <summary>File name of the compiled assembly without extension.</summary>
    public string AssemblyName => Name == "ReplayEmu.Cli" ? "replayemu" : Name;

    public override string ToString() => Name;
}

/// <summary>The table of projects that people read, which is the rule that the tests hold the code to.</summary>
internal static class ProjectTable
{
    private const int Columns = 5;

    public static IReadOnlyList<ProjectRow> Rows { get; } = Parse(Repository.Read("src/README.md"));

    public static IEnumerable<ProjectRow> Pure => Rows.Where(row => row.IsPure);

    public static ProjectRow Of(string project) => Rows.Single(row => row.Name == project);

    public static IReadOnlyList<ProjectRow> Parse(string markdown)
    {
        var lines = markdown.Split('\n').Select(line => line.Trim());
        var table = lines
            .SkipWhile(line => !line.StartsWith("| project |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        return [.. table.Select(ParseRow)];
    }

    private static ProjectRow ParseRow(string line)
    {
        var cells = line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
        if (cells.Length != Columns || cells[1] is not ("yes" or "no"))
        {
            throw new FormatException($"src/README.md: not a row of the project table: {line}");
        }

        return new ProjectRow(cells[0], cells[1] == "yes", Names(cells[2]), Names(cells[3]));
    }

    private static string[] Names(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
