using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Policy;

/// <summary>
/// <c>released.txt</c>: the goldens that must not change any more, by hash. Lines are what <c>sha256sum</c> prints, so that
/// <c>sha256sum -c released.txt</c> checks them too; lines that begin with <c>#</c> are comments.
/// </summary>
public sealed class ReleasedList
{
    public const string FileName = "released.txt";

    private readonly SortedDictionary<string, ReleasedGolden> goldens = new(StringComparer.Ordinal);
    private readonly List<GoldenResult> errors = [];

    private readonly PolicyLines lines;

    private ReleasedList(string path)
    {
        FilePath = path;
        lines = PolicyLines.Load(path);
        foreach (var (number, text) in lines.Entries)
        {
            Parse(text, number);
        }
    }

    public string FilePath { get; }

    /// <summary>By name of the golden, in ordinal order.</summary>
    public IReadOnlyCollection<ReleasedGolden> Goldens => goldens.Values;

    /// <summary>Lines that could not be understood.</summary>
    public IReadOnlyList<GoldenResult> Errors => errors;

    /// <summary>Reads the list of a golden folder; without a file the list is empty.</summary>
    public static ReleasedList Load(string directory) => new(Path.Combine(directory, FileName));

    public ReleasedGolden? Find(string name) => goldens.GetValueOrDefault(name);

    public void Set(string name, string sha256) => goldens[name] = new ReleasedGolden(name, sha256, 0);

    public void Remove(string name) => goldens.Remove(name);

    public void Save()
    {
        var text = lines.BeginText();
        foreach (var golden in goldens.Values)
        {
            text.Append(golden.Sha256).Append("  ").Append(golden.Name).Append(GoldenFile.VerifiedSuffix).Append('\n');
        }

        GoldenText.Write(FilePath, text.ToString(), finalNewline: true);
    }

    private void Parse(string line, int number)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var valid =
            parts.Length == 2
            && parts[0].Length == 64
            && parts[0].All(char.IsAsciiHexDigitLower)
            && parts[1].EndsWith(GoldenFile.VerifiedSuffix, StringComparison.Ordinal);
        var name = valid ? parts[1][..^GoldenFile.VerifiedSuffix.Length] : line;
        if (!valid || !goldens.TryAdd(name, new ReleasedGolden(name, parts[0], number)))
        {
            errors.Add(
                new GoldenResult(
                    FileName,
                    GoldenOutcome.BadPolicyLine,
                    valid
                        ? $"{FileName}:{number}: {name} is listed twice"
                        : $"{FileName}:{number}: a line is 64 hex digits, two spaces, NAME{GoldenFile.VerifiedSuffix}",
                    FilePath,
                    number
                )
            );
        }
    }
}

/// <summary>One line of <c>released.txt</c>.</summary>
/// <param name="Name">Name of the golden.</param>
/// <param name="Sha256">Hash of its verified file.</param>
/// <param name="Line">Line number from 1; 0 when new.</param>
public sealed record ReleasedGolden(string Name, string Sha256, int Line);
