using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Golden.Review;
using ReplayEmu.Testing;

namespace ReplayEmu.Golden.Tests.Review;

public sealed class MarkdownSummaryTests
{
    [Test]
    public Task Of_a_report_with_failures() =>
        Verified.Text(
            MarkdownSummary.Create(
                new GoldenReport([
                    new GoldenResult("pc-1.0.default", GoldenOutcome.Match, "as verified", "/r/a"),
                    new GoldenResult(
                        "pc-1.1.default",
                        GoldenOutcome.Mismatch,
                        "differs | <here>",
                        "/r/b",
                        0,
                        "--- b\n+++ c\n@@ -1 +1 @@\n-``` x\n+y\n"
                    ),
                ])
            )
        );

    [Test]
    public void Without_failures_is_one_line() =>
        Assert.That(
            MarkdownSummary.Create(new GoldenReport([new GoldenResult("a", GoldenOutcome.Match, "", "/r/a")])),
            Is.EqualTo("## Goldens\n\n1 as verified, 0 failed.\n")
        );
}
