using NUnit.Framework;

namespace ReplayEmu.Cli.Tests.Verbs;

/// <summary>The toy machine cannot run the probe guest: what is tested here is how the verbs say so.</summary>
internal sealed class GoldenVerbsTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void A_snapshot_that_cannot_be_made_ends_with_7() =>
        Assert.That(Invocation.Of("snapshot").Code, Is.EqualTo(ExitCode.GoldenMismatch));

    [Test]
    public void A_snapshot_that_cannot_be_made_says_why() =>
        Assert.That(Invocation.Of("snapshot").Error, Does.StartWith("replayemu: toy-1.1: the probe guest ended with"));

    [Test]
    public void A_check_that_fails_ends_with_7() =>
        Assert.That(Invocation.Of("check", "--root", folder.Path).Code, Is.EqualTo(ExitCode.GoldenMismatch));

    [Test]
    public void A_check_of_one_type_leaves_the_others_alone() =>
        Assert.That(
            Invocation.Of("check", "--root", folder.Path, "--machine", "toy-1.0").Output,
            Does.Not.Contain("toy-1.1")
        );

    [Test]
    public void Annotations_are_printed_for_GitHub() =>
        Assert.That(Invocation.Of("check", "--root", folder.Path, "--github").Output, Does.Contain("::error file="));

    [Test]
    public void Without_a_person_approve_needs_yes() =>
        Assert.That(Invocation.Of("approve", "--root", folder.Path).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void A_pattern_that_matches_nothing_is_refused() =>
        Assert.That(
            Invocation.Of("approve", "--root", folder.Path, "--yes", "nothing").Code,
            Is.EqualTo(ExitCode.GoldenMismatch)
        );
}
