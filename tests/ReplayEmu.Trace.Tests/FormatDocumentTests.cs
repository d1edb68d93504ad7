using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using ReplayEmu.Trace.Frames;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Tests;

/// <summary>FORMAT.md says what the code does.</summary>
public sealed class FormatDocumentTests
{
    [Test]
    public void The_frames_are_those_of_the_code()
    {
        Assert.That(
            Rows("frame").Select(row => $"{row[0]} {row[1]}"),
            Is.EqualTo(Enum.GetValues<FrameKind>().Select(kind => $"{(int)kind} {kind}"))
        );
    }

    [Test]
    public void The_details_are_those_of_the_code()
    {
        Assert.That(
            Rows("detail").Select(row => $"{row[0]} {row[1]}"),
            Is.EqualTo(Enum.GetValues<TraceDetail>().Select(detail => $"{(int)detail} {detail}"))
        );
    }

    [Test]
    public void The_records_are_those_of_the_code()
    {
        Assert.That(
            Rows("record").Select(row => string.Join(" | ", row)),
            Is.EqualTo(
                RecordFormat.All.Select(format =>
                    $"{(int)format.Kind} | {format.Kind} | {format.From} | {format.Fields}"
                )
            )
        );
    }

    [Test]
    public void Every_kind_of_record_has_a_format()
    {
        Assert.That(RecordFormat.All.Select(format => format.Kind), Is.EqualTo(Enum.GetValues<RecordKind>()));
    }

    [Test]
    public void The_version_is_that_of_the_code()
    {
        var title = Lines()[0];
        Assert.That(title, Does.EndWith("version " + TraceLimits.FormatVersion.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Rows of the table whose second heading is as given.</summary>
    private static List<string[]> Rows(string heading) =>
        [
            .. Lines()
                .SkipWhile(line => !line.StartsWith($"| number | {heading} |", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];

    private static string[] Lines()
    {
        var root = typeof(FormatDocumentTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(item => item.Key == "RepositoryRoot")
            .Value!;
        return File.ReadAllLines(Path.Combine(root, "src", "ReplayEmu.Trace", "FORMAT.md"));
    }
}
