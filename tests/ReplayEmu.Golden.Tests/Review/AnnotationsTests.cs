using NUnit.Framework;
using ReplayEmu.Golden.Review;

namespace ReplayEmu.Golden.Tests.Review;

public sealed class AnnotationsTests
{
    [Test]
    public void A_failure_names_file_line_and_kind() =>
        Assert.That(
            Annotations.Lines(
                new GoldenReport([
                    new GoldenResult("a", GoldenOutcome.UnusedIntent, "x, 100%\ny", "/r/golden/i.txt", 3),
                ]),
                "/r/"
            ),
            Is.EqualTo(["::error file=golden/i.txt,line=3,title=golden UnusedIntent::x, 100%25%0Ay"])
        );

    [Test]
    public void A_match_is_not_annotated() =>
        Assert.That(
            Annotations.Lines(new GoldenReport([new GoldenResult("a", GoldenOutcome.Match, "x", "/r/a")]), "/r"),
            Is.Empty
        );

    [TestCase("/r/a.txt", "/r", "a.txt")]
    [TestCase("/rr/a.txt", "/r", "/rr/a.txt")]
    [TestCase("/r", "/r", "/r")]
    public void Paths_below_the_root_are_relative(string path, string root, string expected) =>
        Assert.That(Annotations.RelativePath(path, root), Is.EqualTo(expected));
}
