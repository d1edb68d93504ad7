using NUnit.Framework;
using ReplayEmu.Golden.Policy;

namespace ReplayEmu.Golden.Tests.Policy;

public sealed class GoldenPatternTests
{
    [TestCase("*", "", true)]
    [TestCase("*", "pc-1.0.default", true)]
    [TestCase("pc-1.0.*", "pc-1.0.default", true)]
    [TestCase("pc-1.0.*", "pc-1.1.default", false)]
    [TestCase("pc-1.?.default", "pc-1.1.default", true)]
    [TestCase("*.default", "pc-1.1.default", true)]
    [TestCase("*a*b", "xaxaxb", true)]
    [TestCase("*a*b", "xaxaxbc", false)]
    [TestCase("pc", "pc-1.0", false)]
    [TestCase("PC*", "pc-1.0", false)]
    public void Matches(string pattern, string name, bool expected) =>
        Assert.That(GoldenPattern.Matches(pattern, name), Is.EqualTo(expected));
}
