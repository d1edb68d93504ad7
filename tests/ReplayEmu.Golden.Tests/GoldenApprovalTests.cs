using System.IO;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Golden.Tests;

public sealed class GoldenApprovalTests
{
    private GoldenFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new GoldenFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void An_unreleased_change_becomes_the_verified_text()
    {
        folder.Files.Write("a.verified.txt", "one");
        folder.With("a", "two").Approve("a");
        Assert.That(folder.Files.Read("a.verified.txt"), Is.EqualTo("two"));
    }

    [Test]
    public void The_diff_is_in_the_report()
    {
        folder.Files.Write("a.verified.txt", "one");
        Assert.That(folder.With("a", "two").Approve("a").Results.Single().Diff, Does.EndWith("-one\n+two\n"));
    }

    [Test]
    public void The_received_file_is_gone_afterwards()
    {
        folder.With("a", "two").Check();
        folder.Approve("a");
        Assert.That(File.Exists(folder.Files["a.received.txt"]), Is.False);
    }

    [Test]
    public void Only_what_the_pattern_names_is_approved()
    {
        folder.With("a", "one").With("b", "two").Approve("a");
        Assert.That(File.Exists(folder.Files["b.verified.txt"]), Is.False);
    }

    [Test]
    public void A_pattern_that_names_nothing_is_refused() =>
        Assert.That(folder.Approve("x").Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Refused));

    [Test]
    public void A_declined_change_is_not_written()
    {
        folder.With("a", "one").Approve("a", _ => false);
        Assert.That(File.Exists(folder.Files["a.verified.txt"]), Is.False);
    }

    [Test]
    public void The_first_golden_of_a_released_type_needs_no_intent_and_is_listed()
    {
        folder.With("a", "one", released: true).Approve("a");
        Assert.That(
            folder.Files.Read("released.txt"),
            Does.EndWith("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a.verified.txt\n")
        );
    }

    [Test]
    public void Comments_in_the_released_list_stay()
    {
        folder.Files.Write("released.txt", "# why\n");
        folder.With("a", "one", released: true).Approve("a");
        Assert.That(folder.Files.Read("released.txt"), Does.StartWith("# why\n7692"));
    }

    [Test]
    public void A_released_change_without_intent_is_refused()
    {
        folder.Released("a", "one").With("a", "two", released: true);
        Assert.That(folder.Approve().Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Refused));
        Assert.That(folder.Files.Read("a.verified.txt"), Is.EqualTo("one"));
    }

    [Test]
    public void A_released_change_with_an_intent_is_written_listed_and_noted()
    {
        folder.Released("a", "three").With("a", "one", released: true).Intents = "a* the class was wrong\n";
        folder.Approve();
        const string Hash = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
        Assert.That(folder.Files.Read("released.txt"), Does.EndWith($"{Hash}  a.verified.txt\n"));
        Assert.That(folder.Intents, Is.EqualTo($"a* the class was wrong\n> a {Hash}\n"));
    }

    [Test]
    public void After_the_approve_the_check_passes_and_the_intent_counts_as_used()
    {
        folder.Released("a", "three").With("a", "one", released: true).Intents = "a* the class was wrong\n";
        folder.Approve();
        Assert.That(folder.Outcomes(), Is.EqualTo([GoldenOutcome.Match]));
    }

    [Test]
    public void An_intent_whose_approved_golden_changed_again_is_unused()
    {
        folder.Released("a", "three").With("a", "one", released: true).Intents = "a* the class was wrong\n";
        folder.Approve();
        folder.Files.Write("a.verified.txt", "three");
        folder.Files.Write(
            "released.txt",
            "8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f  a.verified.txt\n"
        );
        Assert.That(
            folder.With("a", "three", released: true).Outcomes(),
            Is.EqualTo([GoldenOutcome.Match, GoldenOutcome.UnusedIntent])
        );
    }

    [Test]
    public void A_dangling_golden_is_deleted()
    {
        folder.Files.Write("a.verified.txt", "one");
        folder.Approve("a");
        Assert.That(File.Exists(folder.Files["a.verified.txt"]), Is.False);
    }

    [Test]
    public void A_dangling_released_golden_needs_an_intent()
    {
        folder.Released("a", "one").Without("a");
        Assert.That(folder.Approve().Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Refused));
    }

    [Test]
    public void A_dangling_released_golden_is_deleted_under_an_intent()
    {
        folder.Released("a", "one").Without("a").Intents = "a dropped\n";
        folder.Approve();
        Assert.That(folder.Outcomes(), Is.Empty);
    }

    [Test]
    public void A_text_that_must_not_be_trusted_is_not_approved()
    {
        folder.With("a", new GoldenSubject("one", GoldenOutcome.ViewsDiffer)).Approve();
        Assert.That(File.Exists(folder.Files["a.verified.txt"]), Is.False);
    }

    [Test]
    public void Nothing_is_approved_under_ci()
    {
        folder.With("a", "one").MayWrite = false;
        Assert.That(folder.Approve().Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Refused));
        Assert.That(Directory.GetFiles(folder.Files.Path), Is.Empty);
    }
}
