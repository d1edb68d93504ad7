using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Golden.Snapshots;
using ReplayEmu.Testing;

namespace ReplayEmu.Golden.Tests.Snapshots;

public sealed class ProbeReadingTests
{
    /// <summary>What the probe printed on QEMU 7.2, pc-i440fx-2.5, -nodefaults, a balloon at 10h, an isa-debugcon.</summary>
    internal static string FromQemu =>
        File.ReadAllText(
            RepositoryRoot.Combine("tests/ReplayEmu.Golden.Tests/Snapshots/qemu-7.2.pc-i440fx-2.5.probe.txt")
        );

    [Test]
    public Task Of_a_real_machine_gives_facts() =>
        Verified.Text(GuestFacts.Create(Parse(FromQemu), "[fw_cfg]\nkey 0x0000 size 4 51454d55\n"));

    [Test]
    public void Text_around_it_does_not_count() =>
        Assert.That(Parse("noise\nprobe 1\r\nprobe end\r\nnoise\n").Text, Is.EqualTo("probe 1\nprobe end"));

    [TestCase("")]
    [TestCase("probe 1\n")]
    [TestCase("probe end\n")]
    [TestCase("probe end\nprobe 1\n")]
    public void Without_its_first_and_last_line_it_is_none(string text) =>
        Assert.That(ProbeReading.Parse(text, out _), Is.Null);

    [TestCase("what")]
    [TestCase("cmos 00 00")]
    [TestCase("cmos 80 00000000000000000000000000000000")]
    [TestCase("cmos ffffffff 00000000000000000000000000000000")]
    [TestCase("cmos zz 00000000000000000000000000000000")]
    [TestCase("pci 00:00.0 f8 00000000000000000000000000000000")]
    [TestCase("fw_cfg 10000 00 00000000000000000000000000000000")]
    [TestCase("fw_cfg 0000 7f 00000000000000000000000000000000")]
    [TestCase("bar 00:00.0 10 123456789")]
    [TestCase("memory 00000000 wo")]
    [TestCase("cpuid 0 0 0 0 0")]
    [TestCase("file 0020 zz name")]
    public void A_line_that_cannot_be_understood_is_an_error(string line)
    {
        Assert.That(ProbeReading.Parse($"probe 1\n{line}\nprobe end\n", out var error), Is.Null);
        Assert.That(error, Does.Contain(line));
    }

    private static ProbeReading Parse(string text) => ProbeReading.Parse(text, out _)!;
}
