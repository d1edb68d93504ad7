using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Tests;

/// <summary>A new property with one row, on a dummy device of a dummy board with three versions.</summary>
internal sealed class VersionListTests
{
    private static readonly SwitchProperty fast = new("dummy", "fast", true, "new in dummy-3");
    private static readonly NumberProperty<uint> lanes = new("dummy", "lanes", 4, "2 up to dummy-1, 4 later");

    [TestCase("dummy-3", true)]
    [TestCase("dummy-2", false)]
    [TestCase("dummy-1", false)]
    public void A_new_default_with_one_row_changes_only_what_is_newer(string version, bool expected) =>
        Assert.That(PropertiesOf(List(), version).Get(fast), Is.EqualTo(expected));

    [TestCase("dummy-3", 4u)]
    [TestCase("dummy-2", 4u)]
    [TestCase("dummy-1", 2u)]
    public void A_row_reaches_no_newer_version(string version, uint expected) =>
        Assert.That(PropertiesOf(List(), version).Get(lanes), Is.EqualTo(expected));

    [Test]
    public void The_oldest_row_wins()
    {
        var list = List(new VersionRow(fast.Was(true), "dummy-2", "", "on again before"));
        Assert.That(PropertiesOf(list, "dummy-1").Get(fast), Is.True);
    }

    [Test]
    public void Without_the_row_nothing_tells_the_versions_apart()
    {
        var before = new VersionList([new("dummy-2", "", []), new("dummy-1", "", [])]);
        Assert.That(PropertiesOf(before, "dummy-1").Get(fast), Is.EqualTo(PropertiesOf(before, "dummy-2").Get(fast)));
    }

    [Test]
    public void A_change_names_both_values_and_both_versions()
    {
        var change = List().ChangesSince("dummy-1")!.Single(item => item.Property == "lanes");
        Assert.That(
            (change.Was, change.Became, change.UpTo, change.Since),
            Is.EqualTo(("0x2", "0x4", "dummy-1", "dummy-2"))
        );
    }

    [Test]
    public void A_version_that_only_carries_rows_is_not_offered() => Assert.That(List().RowsFor("dummy-4"), Is.Null);

    private static VersionList List(params VersionRow[] oldest) =>
        new([
            new("dummy-4", "", []) { IsOffered = false },
            new("dummy-3", "", []),
            new("dummy-2", "", [new VersionRow(fast.Was(false), "dummy-3", "", "made fast")]),
            new("dummy-1", "", [new VersionRow(lanes.Was(2), "dummy-2", "", "more lanes"), .. oldest]),
        ]);

    private static PropertySet PropertiesOf(VersionList list, string version)
    {
        var set = new PropertySet("dummy", (List<DeviceProperty>)[fast, lanes]);
        foreach (var row in list.RowsFor(version)!)
        {
            set.Apply(row.Value);
        }

        return set;
    }
}
