using System.IO;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Golden.Tests.Review;

internal sealed class ReviewDialogTests
{
    private const string Old = "[machine]\npc\n[pci]\n00:10.0 class 0x0500 prog-if 0x00\n[probe]\nclass 0500";
    private const string New = "[machine]\npc\n[pci]\n00:10.0 class 0x00ff prog-if 0x00\n[probe]\nclass 00ff";

    private GoldenFolder folder = null!;
    private string output = "";

    [SetUp]
    public void SetUp() => folder = new GoldenFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void What_changed_is_shown_as_a_fact()
    {
        Changed("a");
        Review("q");
        Assert.That(output, Does.Contain("  00:10.0.class: 0x0500 -> 0x00ff\n"));
    }

    [Test]
    public void What_changed_in_the_same_way_is_one_question()
    {
        Changed("a");
        Changed("b");
        Review("q");
        Assert.That(output, Does.Contain("1 of 1: a, b\n"));
    }

    [Test]
    public void What_is_accepted_matches_afterwards()
    {
        Changed("a");
        Changed("b");
        Review("a");
        Assert.That(folder.Outcomes(), Is.All.EqualTo(GoldenOutcome.Match));
    }

    [Test]
    public void What_is_skipped_still_differs()
    {
        Changed("a");
        var report = Review("s");
        Assert.That(report.Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Mismatch));
    }

    [Test]
    public void The_end_of_the_answers_leaves_the_rest_as_it_is()
    {
        Changed("a");
        folder.With("b", New);
        Review("a");
        Assert.That(folder.Outcomes(), Is.EqualTo(new[] { GoldenOutcome.Match, GoldenOutcome.Missing }));
    }

    [Test]
    public void A_released_golden_is_accepted_with_a_reason()
    {
        folder.Released("a", Old).With("a", New, released: true);
        Review("a", "the specification says so");
        Assert.That(folder.Intents, Does.StartWith("a the specification says so\n> a "));
    }

    [Test]
    public void A_released_golden_is_not_accepted_without_a_reason()
    {
        folder.Released("a", Old).With("a", New, released: true);
        var report = Review("a", "");
        Assert.That(report.Results.Single().Outcome, Is.EqualTo(GoldenOutcome.ReleasedMismatch));
    }

    [Test]
    public void A_line_of_a_policy_file_is_nothing_to_accept()
    {
        Changed("a");
        folder.Intents = "z* never happened";
        var report = Review("s", "a", "q");
        Assert.That(
            report.Results.Select(result => result.Outcome),
            Is.EqualTo(new[] { GoldenOutcome.Mismatch, GoldenOutcome.UnusedIntent })
        );
    }

    [Test]
    public void Why_names_the_row()
    {
        Changed("a");
        Review("w");
        Assert.That(output, Does.Contain("  00:10.0.class of a:\n    row of a 00:10.0.class\n"));
    }

    [Test]
    public void The_diff_is_shown_on_demand()
    {
        Changed("a");
        Review("d");
        Assert.That(output, Does.Contain("-00:10.0 class 0x0500 prog-if 0x00\n+00:10.0 class 0x00ff prog-if 0x00\n"));
    }

    [Test]
    public void Under_CI_nothing_is_written()
    {
        Changed("a");
        folder.MayWrite = false;
        var report = Review("a");
        Assert.That(report.Results.Single().Outcome, Is.EqualTo(GoldenOutcome.Refused));
    }

    private void Changed(string name)
    {
        folder.With(name, Old).Approve(name);
        folder.With(name, New);
    }

    private GoldenReport Review(params string[] answers)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var report = folder.Review(string.Concat(answers.Select(answer => answer + "\n")), writer);
        output = writer.ToString();
        return report;
    }
}
