using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>SeaBIOS on the machines of 2012 with a balloon at 00:10.0: what it prints, and what it reads.</summary>
[TestFixture("pc-1.0", 0x0500)]
[TestFixture("pc-1.1", 0x00ff)]
[Category("Guests")]
public sealed class SeaBiosTests(string machine, int classCode)
{
    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;

    private string Trace => folder.Combine("boot.rtrace");

    [OneTimeSetUp]
    public void Record() =>
        recorded = Replayemu.Run(
            "record",
            "-M",
            machine,
            "-m",
            "32",
            "-nodefaults",
            "-no-reboot",
            "-device",
            "virtio-balloon-pci,addr=0x10",
            "-bios",
            GuestFiles.SeaBios,
            "-debugcon",
            "stdio",
            "-o",
            Trace
        );

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void It_ends_by_itself() => Assert.That(recorded.Code, Is.EqualTo(ExitCode.Ok), recorded.Error);

    [TestCase("SeaBIOS (version 1.")]
    [TestCase("PCI: init bdf=00:10.0 id=1af4:1002")]
    [TestCase("ATA controller 1 at 1f0/3f4/0 (irq 14 dev 9)")]
    [TestCase("Found 0 serial ports")]
    [TestCase("PS2 keyboard initialized")]
    [TestCase("Booting from Hard Disk...")]
    [TestCase("No bootable device.")]
    public void It_says(string line) => Assert.That(recorded.Text, Does.Contain(line));

    [Test]
    public void It_finds_the_memory_that_there_is() =>
        Assert.That(recorded.Text, Does.Contain("0000000000100000 - 0000000001ffe000 = 1 RAM"));

    [Test]
    public void The_replay_shows_the_same_output()
    {
        var replayed = Replayemu.Run("replay", Trace, "--images", System.IO.Path.GetDirectoryName(GuestFiles.SeaBios)!);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
    }

    [Test]
    public void It_reads_the_class_of_the_balloon()
    {
        var events = Replayemu.Run("events", Trace, "--device", "00:10.0", "--kind", "config-read", "--json");
        var read = events
            .Text.Split('\n')
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .First(line => line.GetProperty("where").GetString() == "00:10.0+0x0a");
        Assert.Multiple(() =>
        {
            Assert.That(read.GetProperty("value").GetString(), Is.EqualTo($"0x{classCode:x4}"));
            Assert.That(read.GetProperty("icount").GetUInt64(), Is.GreaterThan(0));
            Assert.That(read.GetProperty("pc").GetString(), Does.Match("^0x[ef][0-9a-f]{4}$"));
        });
    }
}
