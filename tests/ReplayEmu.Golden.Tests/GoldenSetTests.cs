using System.IO;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Golden.Tests;

public sealed class GoldenSetTests
{
    private GoldenFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new GoldenFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_golden_as_verified_matches()
    {
        folder.Files.Write("a.verified.txt", "one");
        Assert.That(folder.With("a", "one").Outcomes(), Is.EqualTo([GoldenOutcome.Match]));
    }

    [Test]
    public void A_golden_without_file_is_missing() =>
        Assert.That(folder.With("a", "one").Outcomes(), Is.EqualTo([GoldenOutcome.Missing]));

    [Test]
    public void A_changed_unreleased_golden_is_a_mismatch()
    {
        folder.Files.Write("a.verified.txt", "one");
        Assert.That(folder.With("a", "two").Outcomes(), Is.EqualTo([GoldenOutcome.Mismatch]));
    }

    [Test]
    public void A_file_that_nothing_produces_is_dangling()
    {
        folder.Files.Write("a.verified.txt", "one");
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.Dangling]));
    }

    [Test]
    public void A_pattern_limits_what_is_looked_at()
    {
        folder.Files.Write("b.verified.txt", "one");
        folder.Files.Write("c.verified.txt", "one");
        Assert.That(folder.With("a", "x").With("b", "one").Outcomes("b*"), Is.EqualTo([GoldenOutcome.Match]));
    }

    [Test]
    public void A_changed_released_golden_has_its_own_kind() =>
        Assert.That(
            folder.Released("a", "one").With("a", "two", released: true).Outcomes(),
            Is.EqualTo([GoldenOutcome.ReleasedMismatch])
        );

    [Test]
    public void A_golden_in_the_list_is_released_even_if_its_type_does_not_say_so() =>
        Assert.That(
            folder.Released("a", "one").With("a", "two").Outcomes(),
            Is.EqualTo([GoldenOutcome.ReleasedMismatch])
        );

    [Test]
    public void A_declared_change_is_told_apart()
    {
        folder.Released("a", "one").With("a", "two", released: true).Intents = "a* the class was wrong\n";
        var result = folder.Check().Results.Single();
        Assert.That(result.Outcome, Is.EqualTo(GoldenOutcome.IntendedMismatch));
        Assert.That(result.Message, Does.Contain("the class was wrong"));
    }

    [Test]
    public void An_edited_released_file_is_found_even_where_it_matches()
    {
        folder.Released("a", "one").With("a", "two", released: true).Files.Write("a.verified.txt", "two");
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.ReleasedFileChanged]));
    }

    [Test]
    public void A_deleted_released_file_is_found()
    {
        folder.Released("a", "one");
        File.Delete(folder.Files["a.verified.txt"]);
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.ReleasedFileChanged]));
    }

    [Test]
    public void A_deleted_released_type_is_found()
    {
        folder.Released("a", "one").Without("a");
        File.Delete(folder.Files["a.verified.txt"]);
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.ReleasedFileChanged]));
    }

    [Test]
    public void A_released_golden_that_is_not_listed_is_found()
    {
        folder.Files.Write("a.verified.txt", "one");
        Assert.That(folder.With("a", "one", released: true).Outcomes(), Is.EqualTo([GoldenOutcome.ReleasedUnlisted]));
    }

    [Test]
    public void An_intent_that_covers_nothing_is_unused()
    {
        folder.Intents = "# comment\nb* no such change\n";
        var result = folder.Check().Results.Single();
        Assert.That(result.Outcome, Is.EqualTo(GoldenOutcome.UnusedIntent));
        Assert.That(result.Line, Is.EqualTo(2));
    }

    [TestCase("justapattern")]
    [TestCase("> a 00")]
    public void An_intent_without_reason_is_an_error(string line)
    {
        folder.Intents = line + "\n";
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.BadPolicyLine]));
    }

    [TestCase("a.verified.txt")]
    [TestCase("00  a.verified.txt")]
    public void A_bad_line_in_the_released_list_is_an_error(string line)
    {
        folder.Files.Write("released.txt", line + "\n");
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.BadPolicyLine]));
    }

    [Test]
    public void A_text_that_must_not_be_trusted_is_not_compared()
    {
        folder.Files.Write("a.verified.txt", "one");
        folder.With("a", new GoldenSubject("one", GoldenOutcome.ViewsDiffer, "guest and model differ", "-x\n+y\n"));
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.ViewsDiffer]));
    }

    [Test]
    public void A_check_that_may_not_write_leaves_the_folder_alone()
    {
        folder.Released("a", "one").With("a", "two").With("b", "x").MayWrite = false;
        var before = Directory.GetFiles(folder.Files.Path);
        folder.Check();
        Assert.That(Directory.GetFiles(folder.Files.Path), Is.EquivalentTo(before));
    }
}
