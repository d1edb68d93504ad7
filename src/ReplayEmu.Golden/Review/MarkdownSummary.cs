using System;
using System.Linq;
using System.Text;

namespace ReplayEmu.Golden.Review;

/// <summary>A report as GitHub Markdown, for the file named by <c>GITHUB_STEP_SUMMARY</c>.</summary>
public static class MarkdownSummary
{
    /// <summary>A step summary may hold 1 MiB; a diff is cut well before that.</summary>
    private const int MaximumDiffLines = 200;

    public static string Create(GoldenReport report)
    {
        var text = new StringBuilder("## Goldens\n\n");
        text.Append(FormattableString.Invariant($"{report.Matches} as verified, {report.Failures} failed.\n"));
        var notable = report.Results.Where(result => result.Outcome != GoldenOutcome.Match).ToList();
        if (notable.Count == 0)
        {
            return text.ToString();
        }

        text.Append("\n| golden | finding | |\n|---|---|---|\n");
        foreach (var result in notable)
        {
            text.Append("| ").Append(Cell(result.Name)).Append(" | ").Append(result.Outcome);
            text.Append(" | ").Append(Cell(result.Message)).Append(" |\n");
        }

        foreach (var result in notable.Where(result => result.Diff.Length > 0))
        {
            text.Append("\n<details><summary>").Append(Html(result.Name)).Append("</summary>\n\n");
            AppendDiff(text, result.Diff);
            text.Append("\n</details>\n");
        }

        return text.ToString();
    }

    private static void AppendDiff(StringBuilder text, string diff)
    {
        var lines = diff.TrimEnd('\n').Split('\n');
        var shown = string.Join('\n', lines.Take(MaximumDiffLines));
        var fence = "```";
        while (shown.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        text.Append(fence).Append("diff\n").Append(shown).Append('\n').Append(fence).Append('\n');
        if (lines.Length > MaximumDiffLines)
        {
            text.Append(FormattableString.Invariant($"\n{lines.Length - MaximumDiffLines} more lines\n"));
        }
    }

    private static string Cell(string text) =>
        Html(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private static string Html(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
