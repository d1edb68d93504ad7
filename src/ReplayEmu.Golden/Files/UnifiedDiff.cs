using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace ReplayEmu.Golden.Files;

/// <summary>Differences of two texts in the unified format (POSIX <c>diff -u</c>) without timestamps.</summary>
public static class UnifiedDiff
{
    /// <summary>An empty string when the texts are equal; else headers and hunks, each line ended by LF.</summary>
    /// <param name="context">Unchanged lines shown around a change.</param>
    public static string Create(string oldName, string newName, string oldText, string newText, int context = 3)
    {
        var before = Lines(oldText);
        var after = Lines(newText);
        var blocks = Blocks(before, after);
        if (blocks.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        text.Append("--- ").Append(oldName).Append("\n+++ ").Append(newName).Append('\n');
        for (var first = 0; first < blocks.Count; )
        {
            var last = first;
            while (
                last + 1 < blocks.Count
                && blocks[last + 1].DeleteStartA - (blocks[last].DeleteStartA + blocks[last].DeleteCountA)
                    <= 2 * context
            )
            {
                last++;
            }

            AppendHunk(text, before, after, blocks, first, last, context);
            first = last + 1;
        }

        return text.ToString();
    }

    private static void AppendHunk(
        StringBuilder text,
        string[] before,
        string[] after,
        List<DiffBlock> blocks,
        int first,
        int last,
        int context
    )
    {
        var start = Math.Max(0, blocks[first].DeleteStartA - context);
        var end = Math.Min(before.Length, blocks[last].DeleteStartA + blocks[last].DeleteCountA + context);
        var lead = blocks[first].DeleteStartA - start;
        var newStart = blocks[first].InsertStartB - lead;
        var newCount = end - start;
        for (var index = first; index <= last; index++)
        {
            newCount += blocks[index].InsertCountB - blocks[index].DeleteCountA;
        }

        text.Append("@@ -").Append(Range(start, end - start));
        text.Append(" +").Append(Range(newStart, newCount)).Append(" @@\n");
        var position = start;
        for (var index = first; index <= last; index++)
        {
            var block = blocks[index];
            AppendLines(text, ' ', before, position, block.DeleteStartA);
            AppendLines(text, '-', before, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            AppendLines(text, '+', after, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            position = block.DeleteStartA + block.DeleteCountA;
        }

        AppendLines(text, ' ', before, position, end);
    }

    /// <summary>A range of a hunk header: lines count from 1, an empty range names the line before it, a count of 1 is left out.</summary>
    private static string Range(int start, int count)
    {
        var line = (count == 0 ? start : start + 1).ToString(CultureInfo.InvariantCulture);
        return count == 1 ? line : line + "," + count.ToString(CultureInfo.InvariantCulture);
    }

    private static void AppendLines(StringBuilder text, char mark, string[] lines, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            text.Append(mark).Append(lines[index]).Append('\n');
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : GoldenText.Normalise(text).Split('\n');

    private static List<DiffBlock> Blocks(string[] before, string[] after)
    {
        var chunks = new LineChunker();
        var result = Differ.Instance.CreateDiffs(
            string.Join('\n', before),
            string.Join('\n', after),
            ignoreWhiteSpace: false,
            ignoreCase: false,
            chunks
        );
        return [.. result.DiffBlocks];
    }
}
