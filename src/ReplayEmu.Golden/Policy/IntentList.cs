using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Policy;

/// <summary>
/// <c>intended-changes.txt</c>: which released goldens are meant to change and why, declared before they are approved; empty at a
/// release. A line is a pattern, a space, the reason. Below it, <c>approve</c> notes what it accepted:
/// <c>&gt; NAME SHA256</c>. Lines that begin with <c>#</c> are comments.
/// </summary>
public sealed class IntentList
{
    public const string FileName = "intended-changes.txt";

    private readonly List<IntendedChange> changes = [];
    private readonly List<GoldenResult> errors = [];

    private readonly PolicyLines lines;

    private IntentList(string path)
    {
        FilePath = path;
        lines = PolicyLines.Load(path);
        foreach (var (number, text) in lines.Entries)
        {
            Parse(text, number);
        }
    }

    public string FilePath { get; }

    public IReadOnlyList<IntendedChange> Changes => changes;

    /// <summary>Lines that could not be understood.</summary>
    public IReadOnlyList<GoldenResult> Errors => errors;

    /// <summary>Reads the list; without a file it is empty.</summary>
    public static IntentList Load(string path) => new(path);

    /// <summary>The first intent that covers a golden, or null.</summary>
    public IntendedChange? Find(string name) =>
        changes.FirstOrDefault(change => GoldenPattern.Matches(change.Pattern, name));

    /// <summary>Declares a change; it is written by <see cref="Save"/>.</summary>
    /// <param name="pattern">Names of goldens, without blanks.</param>
    /// <param name="reason">One line.</param>
    public void Declare(string pattern, string reason) => changes.Add(new IntendedChange(pattern, reason, 0));

    public void Save()
    {
        var text = lines.BeginText();
        foreach (var change in changes)
        {
            text.Append(change.Pattern).Append(' ').Append(change.Reason).Append('\n');
            foreach (var approved in change.Approved)
            {
                text.Append("> ").Append(approved.Name).Append(' ').Append(approved.Sha256).Append('\n');
            }
        }

        GoldenText.Write(FilePath, text.ToString(), finalNewline: true);
    }

    private void Parse(string line, int number)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts[0] == ">" && parts.Length == 3 && changes.Count > 0)
        {
            changes[^1].Approved.Add(new ApprovedChange(parts[1], parts[2]));
        }
        else if (parts[0] == ">" || space < 0)
        {
            errors.Add(
                new GoldenResult(
                    FileName,
                    GoldenOutcome.BadPolicyLine,
                    $"{FileName}:{number}: a line is a pattern of golden names, a space, and the reason",
                    FilePath,
                    number
                )
            );
        }
        else
        {
            changes.Add(new IntendedChange(line[..space], line[(space + 1)..].Trim(), number));
        }
    }
}
