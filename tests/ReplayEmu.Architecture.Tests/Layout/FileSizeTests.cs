using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Architecture.Tests.Layout;

/// <summary>Small files: above 600 lines a file is two files, and nine in ten have fewer than 250.</summary>
public sealed class FileSizeTests
{
    private const int HardLimit = 600;
    private const int UsualLimit = 250;

    private static readonly List<(string Path, int Lines)> sizes =
    [
        .. Repository.CSharpFiles.Select(path => (path, Repository.Read(path).Count(character => character == '\n'))),
    ];

    [Test]
    public void No_file_is_above_the_hard_limit()
    {
        Assert.That(sizes.Where(file => file.Lines > HardLimit), Is.Empty);
    }

    [Test]
    public void Nine_in_ten_files_are_below_the_usual_limit()
    {
        var large = sizes.Where(file => file.Lines >= UsualLimit).OrderByDescending(file => file.Lines).ToList();
        Assert.That(large, Has.Count.AtMost(sizes.Count / 10), () => string.Join('\n', large));
    }

    /// <summary>A folder may also group files of the namespace above it, down to the project's.</summary>
    [Test]
    public void Namespaces_follow_folders()
    {
        var wrong =
            from path in Repository.CSharpFiles
            let expected = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..path.LastIndexOf('/')]
                .Replace('/', '.')
            let project = path.Split('/')[1]
            let line = Repository
                .Read(path)
                .Split('\n')
                .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where line is not null && !IsFolderOf(line["namespace ".Length..].TrimEnd().TrimEnd(';'), expected, project)
            select $"{path}: {line}";
        Assert.That(wrong, Is.Empty);
    }

    private static bool IsFolderOf(string declared, string expected, string project) =>
        $"{expected}.".StartsWith(declared + ".", StringComparison.Ordinal)
        && $"{declared}.".StartsWith(project + ".", StringComparison.Ordinal);
}
