using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Guests;
using ReplayEmu.Machines;
using ReplayEmu.Testing;

namespace ReplayEmu.Golden.Tests;

/// <summary>The committed goldens of all machine types hold: what <c>replayemu check</c> checks.</summary>
public sealed class MachineGoldensTests
{
    private static IReadOnlyList<GoldenItem> Items =>
        new MachineSnapshot(new MachineCatalogue(), BuiltInGuests.Find("probe")!.Build()).Items(DeviceSet.Standard);

    private static GoldenSet Goldens =>
        new(
            RepositoryRoot.Combine("golden", "machines"),
            RepositoryRoot.Combine("golden", "intended-changes.txt"),
            GoldenOptions.FromEnvironment()
        );

    [TestCaseSource(nameof(Names))]
    public void Is_as_verified(string name)
    {
        var result = Goldens.Check(Items, name).Results.Single();
        Assert.That(result.Outcome, Is.EqualTo(GoldenOutcome.Match), result.Message + "\n" + result.Diff);
    }

    [Test]
    public void Nothing_is_dangling() => Assert.That(Goldens.Dangling(Items, "*"), Is.Empty);

    private static IEnumerable<string> Names => Items.Select(item => item.Name);
}
