using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>Debian's generic kernel makes an ext4 file system on a SATA disk of q35 and finds everything again; it is in the overlay.</summary>
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxAhciTests
{
    private readonly TemporaryFolder folder = new();
    private RecordedGuest guest = null!;

    [OneTimeSetUp]
    public void Record()
    {
        using (var file = File.Create(folder.Combine("disk")))
        {
            file.SetLength(24 << 20);
        }

        var kernel = GuestFiles.Find("linux-amd64", "vmlinuz");
        var initrd = GuestFiles.Find("initrd-disk-amd64", "initrd.gz");
        guest = new RecordedGuest(
            "",
            [kernel, initrd, folder.Combine("overlay")],
            "-M",
            "q35",
            "-m",
            "256",
            "-kernel",
            kernel,
            "-initrd",
            initrd,
            "-append",
            "console=ttyS0 quiet run=disk-check,/dev/sda",
            "-drive",
            $"file={folder.Combine("disk")},overlay={folder.Combine("overlay")},format=raw,if=ide"
        );
    }

    [OneTimeTearDown]
    public void Delete()
    {
        guest.Dispose();
        folder.Dispose();
    }

    [Test]
    public void A_file_system_is_made_filled_and_checked() =>
        Assert.That(guest.Recorded.Text, Does.Contain("DISK-OK /dev/sda\n"));

    [Test]
    public void The_replay_is_the_same() => guest.AssertReplays();

    [Test]
    public void The_host_finds_what_was_written_in_the_overlay()
    {
        var target = folder.Combine("merged");
        var exported = Replayemu.Run("commit", folder.Combine("overlay"), "--to", target);
        Assert.That(exported.Code, Is.EqualTo(ExitCode.Ok), exported.Error);
        Assert.That(File.ReadAllBytes(target).AsSpan().IndexOf("written by the guest\n"u8), Is.Positive);
    }
}
