using System.IO;
using System.Threading.Tasks;
using DiffEngine;
using NUnit.Framework;
using NUnit.Framework.Internal;
using ReplayEmu.Testing;

namespace ReplayEmu.Golden.Tests;

/// <summary>The adapter for tests: where its files are, and how it fails.</summary>
public sealed class VerifiedTests
{
    private TemporaryFolder folder = null!;

    /// <summary>These tests fail on purpose: no diff tool may open on a developer's screen.</summary>
    [OneTimeSetUp]
    public void DisableDiffTool() => DiffRunner.Disabled = true;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public async Task The_file_is_named_after_fixture_and_method()
    {
        folder.Write("VerifiedTests.The_file_is_named_after_fixture_and_method.verified.txt", "text");
        await Verified.Text("text\n", source: folder["Source.cs"]);
    }

    [Test]
    public async Task A_name_can_be_given()
    {
        folder.Write("other.verified.txt", "text");
        await Verified.Text("text", "other", source: folder["Source.cs"]);
    }

    [Test]
    public async Task A_difference_fails_with_the_diff() =>
        Assert.That(await Failure("other", "new"), Does.Contain("@@ -1 +1 @@\n-old\n+new\n"));

    [Test]
    public async Task A_missing_file_fails() =>
        Assert.That(await Failure("missing", "new"), Does.Contain("no missing.verified.txt"));

    [Test]
    public async Task A_difference_leaves_a_received_file_unless_under_ci()
    {
        await Failure("other", "new");
        Assert.That(File.Exists(folder["other.received.txt"]), Is.EqualTo(GoldenOptions.FromEnvironment().MayWrite));
    }

    private async Task<string> Failure(string name, string text)
    {
        folder.Write("other.verified.txt", "old");
        using (new TestExecutionContext.IsolatedContext())
        {
            try
            {
                await Verified.Text(text, name, source: folder["Source.cs"]);
            }
            catch (AssertionException failure)
            {
                return failure.Message;
            }
        }

        return "";
    }
}
