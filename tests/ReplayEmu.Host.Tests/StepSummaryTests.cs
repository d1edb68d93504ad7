using System.IO;
using NUnit.Framework;

namespace ReplayEmu.Host.Tests;

internal sealed class StepSummaryTests
{
    [Test]
    public void Nothing_is_written_without_a_path() => Assert.That(StepSummary.Append(null, "x"), Is.False);

    [Test]
    public void Text_is_appended()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("summary.md");
        StepSummary.Append(path, "one\n");
        StepSummary.Append(path, "two\n");
        Assert.That(File.ReadAllText(path), Is.EqualTo("one\ntwo\n"));
    }
}
