using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.Machines.Tests.Pseries;

[TestFixture]
public sealed class PseriesTreeTests
{
    private static readonly string[] compared = ["2.1", "2.2", "2.7", "2.12", "3.0", "3.1", "4.1", "5.0", "6.1", "7.2"];

    /// <summary>
    /// The files are what QEMU 7.2 gives for the same machine (dumpdtb) without hot plug (drc). What only one of both has is in the
    /// verified file; why, is in the README of the board.
    /// </summary>
    [Test]
    public async Task Trees_differ_from_those_of_qemu_only_as_listed()
    {
        var text = new StringBuilder();
        foreach (var version in compared)
        {
            text.Append("pseries-").Append(version).Append('\n');
            AddDifference(text, Oracle($"pseries-{version}.txt"), GuestTree.Of($"pseries-{version}"), "qemu", "here");
        }

        await Verified.Text(text.ToString(), "pseries-trees-against-qemu", "oracle");
    }

    /// <summary>The tree of the newest version, and what is different in each older one.</summary>
    [Test]
    public async Task Trees_of_all_versions_are_known()
    {
        var versions = new MachineCatalogue()
            .Types.Select(type => type.Name)
            .Where(name => name.StartsWith("pseries-", StringComparison.Ordinal))
            .ToList();
        var text = new StringBuilder();
        List<string> newer = [];
        foreach (var version in versions)
        {
            var tree = GuestTree.Of(version);
            text.Append(version).Append('\n');
            AddDifference(text, newer, tree, "newer", "this");
            newer = tree;
        }

        await Verified.Text(text.ToString(), "pseries-trees", "trees");
    }

    private static void AddDifference(
        StringBuilder text,
        List<string> first,
        List<string> second,
        string firstName,
        string secondName
    )
    {
        foreach (var line in first.Except(second))
        {
            text.Append("  ").Append(firstName).Append(' ').Append(line).Append('\n');
        }

        foreach (var line in second.Except(first))
        {
            text.Append("  ").Append(secondName).Append(' ').Append(line).Append('\n');
        }
    }

    private static List<string> Oracle(string name)
    {
        using var stream = typeof(PseriesTreeTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
