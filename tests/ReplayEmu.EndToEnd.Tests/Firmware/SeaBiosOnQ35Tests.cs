using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>What SeaBIOS finds on the board with Q35 and ICH9.</summary>
[Category("Guests")]
public sealed class SeaBiosOnQ35Tests
{
    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;

    private string Trace => folder.Combine("boot.rtrace");

    [OneTimeSetUp]
    public void Record() =>
        recorded = Replayemu.Run(
            "record",
            "-M",
            "q35",
            "-m",
            "32",
            "-nodefaults",
            "-no-reboot",
            "-bios",
            GuestFiles.SeaBios,
            "-debugcon",
            "stdio",
            "-o",
            Trace
        );

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [TestCase("Running on QEMU (q35)")]
    [TestCase("PCIe: using q35 mmconfig at 0xb0000000")]
    [TestCase("Q35 LPC init: elcr=00 0c")]
    [TestCase("AHCI controller at 00:1f.2")]
    [TestCase("00000000b0000000 - 00000000c0000000 = 2 RESERVED")]
    [TestCase("No bootable device.")]
    public void It_says(string line) => Assert.That(recorded.Text, Does.Contain(line));

    [Test]
    public void The_replay_shows_the_same_output()
    {
        var replayed = Replayemu.Run("replay", Trace, "--images", System.IO.Path.GetDirectoryName(GuestFiles.SeaBios)!);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
    }
}
