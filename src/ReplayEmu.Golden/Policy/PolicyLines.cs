using System.Collections.Generic;
using System.IO;
using System.Text;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Policy;

/// <summary>The lines of a policy file: comments, which begin with <c>#</c>, and entries with their line numbers from 1.</summary>
/// <param name="Comments">In the order of the file; written back above the entries.</param>
/// <param name="Entries">Without blanks around them; empty lines are left out.</param>
internal sealed record PolicyLines(IReadOnlyList<string> Comments, IReadOnlyList<(int Number, string Text)> Entries)
{
    /// <summary>Reads a file; one that is not there has no lines.</summary>
    public static PolicyLines Load(string path)
    {
        List<string> comments = [];
        List<(int Number, string Text)> entries = [];
        var lines = File.Exists(path) ? GoldenText.Read(path).Split('\n') : [];
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.StartsWith('#'))
            {
                comments.Add(line);
            }
            else if (line.Length > 0)
            {
                entries.Add((index + 1, line));
            }
        }

        return new PolicyLines(comments, entries);
    }

    /// <summary>The comments as the beginning of the file's new text.</summary>
    public StringBuilder BeginText()
    {
        var text = new StringBuilder();
        foreach (var comment in Comments)
        {
            text.Append(comment).Append('\n');
        }

        return text;
    }
}
