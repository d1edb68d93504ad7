using NUnit.Framework;

namespace ReplayEmu.Golden.Tests;

public sealed class GoldenOptionsTests
{
    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase("0", false)]
    [TestCase("False", false)]
    [TestCase("true", true)]
    [TestCase("1", true)]
    [TestCase("woodpecker", true)]
    public void Ci_is_recognised(string? value, bool expected) =>
        Assert.That(GoldenOptions.IsCi(value), Is.EqualTo(expected));
}
