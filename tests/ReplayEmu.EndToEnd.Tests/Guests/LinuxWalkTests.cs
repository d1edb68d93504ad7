using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>
/// Random time travel on a recorded boot of Debian's 64-bit kernel, over a billion instructions long, with checkpoints in the trace.
/// scripts/bench walks farther.
/// </summary>
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxWalkTests
{
    [Test]
    public void Every_place_is_as_in_the_forward_run()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("boot.rtrace");
        Replayemu.Run(
            "record",
            "-M",
            "pc-1.1",
            "-nodefaults",
            "-no-reboot",
            "-m",
            "128",
            "-bios",
            GuestFiles.SeaBios,
            "-kernel",
            GuestFiles.Find("linux-cloud-amd64", "vmlinuz"),
            "-initrd",
            GuestFiles.Find("initrd-amd64", "initrd.gz"),
            "-append",
            "console=ttyS0,115200 quiet",
            "-serial",
            "stdio",
            "--detail",
            "full",
            "-o",
            trace
        );
        var walk = Replayemu.Run("walk", trace, "--places", "40", "--searches", "3", "--seed", "7");
        Assert.That(walk.Code, Is.EqualTo(ExitCode.Ok), walk.Text + walk.Error);
    }
}
