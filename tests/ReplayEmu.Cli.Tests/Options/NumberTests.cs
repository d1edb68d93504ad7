using NUnit.Framework;
using ReplayEmu.Cli.Options;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Tests.Options;

internal sealed class NumberTests
{
    [TestCase("128", 128UL << 20)]
    [TestCase("128M", 128UL << 20)]
    [TestCase("1G", 1UL << 30)]
    [TestCase("640k", 640UL << 10)]
    [TestCase("0x80", 128UL << 20)]
    public void Memory_is_in_mebibytes_without_a_suffix(string text, ulong bytes) =>
        Assert.That(Number.ParseMemory("-m", text), Is.EqualTo(bytes));

    [TestCase("")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("12Q")]
    [TestCase("99999999999999G")]
    public void Not_a_size_is_refused(string text) =>
        Assert.Throws<ConfigurationException>(() => Number.ParseMemory("-m", text));

    [TestCase("2.5", 2_500_000_000UL)]
    [TestCase("1", 1_000_000_000UL)]
    public void Seconds_may_have_a_point(string text, ulong nanoseconds) =>
        Assert.That(Number.ParseSeconds("--max-time", text), Is.EqualTo(nanoseconds));
}
