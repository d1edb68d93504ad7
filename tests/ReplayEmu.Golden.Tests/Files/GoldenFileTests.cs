using System.IO;
using NUnit.Framework;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Tests.Files;

public sealed class GoldenFileTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void Equal_text_matches()
    {
        folder.Write("a.verified.txt", "one\ntwo");
        Assert.That(Compare("one\ntwo").Outcome, Is.EqualTo(GoldenOutcome.Match));
    }

    [Test]
    public void Line_ends_and_final_newline_do_not_count()
    {
        folder.Write("a.verified.txt", "\uFEFFone\r\ntwo\r\n");
        Assert.That(Compare("one\ntwo\n").Outcome, Is.EqualTo(GoldenOutcome.Match));
    }

    [Test]
    public void A_mismatch_writes_the_received_text_without_mark_and_final_newline()
    {
        folder.Write("a.verified.txt", "one");
        Compare("two\r\nthree\n");
        Assert.That(File.ReadAllBytes(folder["a.received.txt"]), Is.EqualTo("two\nthree"u8.ToArray()));
    }

    [Test]
    public void A_mismatch_has_a_unified_diff()
    {
        folder.Write("a.verified.txt", "one\ntwo");
        Assert.That(
            Compare("one\nthree").Diff,
            Is.EqualTo("--- a.verified.txt\n+++ a.received.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n")
        );
    }

    [Test]
    public void A_match_deletes_a_stale_received_file()
    {
        folder.Write("a.verified.txt", "one");
        folder.Write("a.received.txt", "old");
        Compare("one");
        Assert.That(File.Exists(folder["a.received.txt"]), Is.False);
    }

    [Test]
    public void A_missing_verified_file_writes_received_and_says_how_to_approve()
    {
        var result = Compare("one");
        Assert.That(result.Outcome, Is.EqualTo(GoldenOutcome.Missing));
        Assert.That(result.Message, Does.Contain("rename a.received.txt to a.verified.txt"));
        Assert.That(folder.Read("a.received.txt"), Is.EqualTo("one"));
    }

    [Test]
    public void Nothing_is_written_when_writing_is_forbidden()
    {
        folder.Write("a.received.txt", "old");
        Compare("one", mayWrite: false);
        folder.Write("a.verified.txt", "one");
        Compare("one", mayWrite: false);
        Compare("two", mayWrite: false);
        Assert.That(folder.Read("a.received.txt"), Is.EqualTo("old"));
    }

    [Test]
    public void Approving_is_an_error_when_writing_is_forbidden() =>
        Assert.That(
            () => new GoldenFile(folder.Path, "a", new GoldenOptions(MayWrite: false)).Approve("x"),
            Throws.InvalidOperationException
        );

    [TestCase("")]
    [TestCase("../a")]
    [TestCase("a/b")]
    [TestCase(".a")]
    public void A_name_that_is_not_a_file_name_is_refused(string name) =>
        Assert.That(() => new GoldenFile(folder.Path, name, new GoldenOptions(true)), Throws.ArgumentException);

    private GoldenResult Compare(string text, bool mayWrite = true) =>
        new GoldenFile(folder.Path, "a", new GoldenOptions(mayWrite)).Compare(text);
}
