using System.IO;
using NUnit.Framework;
using ReplayEmu.Golden.Review;

namespace ReplayEmu.Golden.Tests.Review;

internal sealed class ReceivedFolderTests
{
    private TemporaryFolder goldens = null!;
    private TemporaryFolder received = null!;

    [SetUp]
    public void SetUp()
    {
        goldens = new TemporaryFolder();
        received = new TemporaryFolder();
    }

    [TearDown]
    public void TearDown()
    {
        goldens.Dispose();
        received.Dispose();
    }

    [Test]
    public void A_text_that_differs_is_kept_where_nothing_may_be_written_beside_the_golden()
    {
        Check();
        Assert.That(received.Read("a.received.txt"), Is.EqualTo("text"));
    }

    [Test]
    public void A_text_that_matches_is_not_kept()
    {
        goldens.Write("a.verified.txt", "text");
        Check();
        Assert.That(File.Exists(received["a.received.txt"]), Is.False);
    }

    /// <summary>As on a build server: the set itself may not write.</summary>
    private void Check()
    {
        var folder = new ReceivedFolder(received.Path);
        var set = new GoldenSet(goldens.Path, goldens["intended-changes.txt"], new GoldenOptions(MayWrite: false));
        set.Check(folder.Watch([new GoldenItem("a", false, () => new GoldenSubject("text"))]), "*", folder.Write);
    }
}
