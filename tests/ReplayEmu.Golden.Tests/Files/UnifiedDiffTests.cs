using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NUnit.Framework;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Tests.Files;

public sealed class UnifiedDiffTests
{
    [Test]
    public void Equal_texts_have_no_diff() => Assert.That(UnifiedDiff.Create("a", "b", "x\ny", "x\ny\n"), Is.Empty);

    [Test]
    public void A_single_line_count_is_left_out() =>
        Assert.That(UnifiedDiff.Create("a", "b", "x", "y"), Is.EqualTo("--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n"));

    [Test]
    public void A_new_text_starts_from_line_zero() =>
        Assert.That(UnifiedDiff.Create("a", "b", "", "x\ny"), Is.EqualTo("--- a\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n"));

    [Test]
    public void Changes_far_apart_are_two_hunks()
    {
        var lines = Enumerable.Range(1, 20).Select(number => $"l{number}").ToArray();
        var changed = lines.ToArray();
        changed[1] = "A";
        changed[17] = "B";
        Assert.That(
            Hunks(string.Join('\n', lines), string.Join('\n', changed)),
            Is.EqualTo(["@@ -1,5 +1,5 @@", "@@ -15,6 +15,6 @@"])
        );
    }

    [Test]
    public void Changes_whose_context_touches_are_one_hunk()
    {
        var lines = Enumerable.Range(1, 20).Select(number => $"l{number}").ToArray();
        var changed = lines.ToArray();
        changed[4] = "A";
        changed[11] = "B";
        Assert.That(Hunks(string.Join('\n', lines), string.Join('\n', changed)), Is.EqualTo(["@@ -2,14 +2,14 @@"]));
    }

    [Test]
    public void A_diff_applied_to_the_old_text_gives_the_new_text() =>
        Gen.Select(Text, Text)
            .Sample(
                (before, after) =>
                    string.Join('\n', Apply(before, UnifiedDiff.Create("a", "b", before, after)))
                    == GoldenText.Normalise(after),
                iter: 2000
            );

    private static Gen<string> Text =>
        Gen.Select(Gen.Char['a', 'c'].Array[0, 30], letters => string.Join('\n', letters));

    private static string[] Hunks(string before, string after) =>
        [
            .. UnifiedDiff
                .Create("a", "b", before, after)
                .Split('\n')
                .Where(line => line.StartsWith("@@", StringComparison.Ordinal)),
        ];

    private static List<string> Apply(string before, string diff)
    {
        if (diff.Length == 0)
        {
            return [.. before.Split('\n')];
        }

        var old = before.Length == 0 ? [] : before.Split('\n');
        var result = new List<string>();
        var position = 0;
        foreach (var line in diff.TrimEnd('\n').Split('\n').Skip(2))
        {
            switch (line[0])
            {
                case '@':
                    var range = line.Split(' ')[1][1..].Split(',');
                    var start = int.Parse(range[0]) - (range.Length == 2 && range[1] == "0" ? 0 : 1);
                    result.AddRange(old[position..start]);
                    position = start;
                    break;
                case '+':
                    result.Add(line[1..]);
                    break;
                default:
                    Assert.That(old[position], Is.EqualTo(line[1..]));
                    position++;
                    if (line[0] == ' ')
                    {
                        result.Add(line[1..]);
                    }

                    break;
            }
        }

        result.AddRange(old[position..]);
        return result;
    }
}
