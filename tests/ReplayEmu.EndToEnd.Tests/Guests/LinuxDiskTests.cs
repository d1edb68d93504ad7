using System;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>
/// Debian's kernel makes an ext4 file system on a virtio-blk, an IDE and a virtio-scsi disk, fills it and finds everything again after
/// mounting it anew; a script types. Then the balloon. What was written is in the overlays.
/// </summary>
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxDiskTests
{
    private const int DiskBytes = 24 << 20;

    private const string Script = """
        timeout 300
        forbid "Kernel panic"
        wait "# "
        type "disk-check /dev/vda\n"
        wait "DISK-OK /dev/vda"
        type "disk-check /dev/sda\n"
        wait "DISK-OK /dev/sda"
        type "disk-check /dev/sdb\n"
        wait "DISK-OK /dev/sdb"
        balloon 96
        balloon-statistics
        balloon 128
        type "poweroff -f\n"
        """;

    private static readonly string[] disks = ["virtio", "ide", "scsi"];
    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;

    private string Trace => folder.Combine("disks.rtrace");

    [OneTimeSetUp]
    public void Record()
    {
        foreach (var disk in disks)
        {
            using var file = File.Create(folder.Combine(disk));
            file.SetLength(DiskBytes);
        }

        string[] arguments =
        [
            "record",
            "-M",
            "pc-1.1",
            "-nodefaults",
            "-m",
            "128",
            "-bios",
            GuestFiles.SeaBios,
            "-kernel",
            GuestFiles.Find("linux-cloud-amd64", "vmlinuz"),
            "-initrd",
            GuestFiles.Find("initrd-disk-cloud-amd64", "initrd.gz"),
            "-append",
            "console=ttyS0 quiet shell",
            "-serial",
            "stdio",
            "-device",
            "virtio-balloon-pci",
            "-drive",
            Drive("virtio", "if=virtio"),
            "-drive",
            Drive("ide", "if=ide"),
            "-device",
            "virtio-scsi-pci",
            "-drive",
            Drive("scsi", "if=none,id=s0"),
            "-device",
            "scsi-hd,drive=s0",
            "--script",
            folder.Write("disks.script", Encoding.UTF8.GetBytes(Script)),
            "-o",
            Trace,
        ];
        recorded = Replayemu.Run(arguments);
    }

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void The_script_is_done() =>
        Assert.That(recorded.Code, Is.EqualTo(ExitCode.Ok), recorded.Error + recorded.Text);

    [TestCase("vda")]
    [TestCase("sda")]
    [TestCase("sdb")]
    public void A_file_system_is_made_filled_and_checked(string disk) =>
        Assert.That(recorded.Text, Does.Contain($"DISK-OK /dev/{disk}\n"));

    [Test]
    public void The_balloon_tells_the_memory_of_the_guest() =>
        Assert.That(recorded.Error, Does.Match("balloon: actual 100663296, .*stat-free-memory [0-9]+"));

    [Test]
    public void The_replay_is_the_same()
    {
        var replayed = Replayemu.Run(
            "replay",
            Trace,
            "--quiet",
            "--images",
            GuestFiles.FirmwareFolder,
            "--images",
            Path.GetDirectoryName(GuestFiles.Find("linux-cloud-amd64", "vmlinuz"))!,
            "--images",
            Path.GetDirectoryName(GuestFiles.Find("initrd-disk-cloud-amd64", "initrd.gz"))!
        );
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
    }

    /// <summary>The superblock is 1024 bytes behind the beginning; 56 its magic, 16 its state, 120 the name of the volume.</summary>
    [TestCaseSource(nameof(disks))]
    public void The_host_finds_the_file_system_in_the_overlay(string disk)
    {
        var bytes = Exported(disk);
        Assert.That(
            (BitConverter.ToUInt16(bytes, 1024 + 56), Encoding.ASCII.GetString(bytes, 1024 + 120, 9)),
            Is.EqualTo(((ushort)0xef53, "replayemu"))
        );
    }

    [TestCaseSource(nameof(disks))]
    public void The_host_finds_what_was_written_in_the_overlay(string disk) =>
        Assert.That(Exported(disk).AsSpan().IndexOf("written by the guest\n"u8), Is.Positive);

    [TestCaseSource(nameof(disks))]
    public void The_base_is_not_changed(string disk) =>
        Assert.That(File.ReadAllBytes(folder.Combine(disk)).All(value => value == 0));

    private string Drive(string disk, string how) =>
        $"file={folder.Combine(disk)},overlay={folder.Combine(disk + ".overlay")},format=raw,{how}";

    private byte[] Exported(string disk)
    {
        var target = folder.Combine(disk + ".merged");
        File.Delete(target);
        var exported = Replayemu.Run("commit", folder.Combine(disk + ".overlay"), "--to", target);
        Assert.That(exported.Code, Is.EqualTo(ExitCode.Ok), exported.Error);
        return File.ReadAllBytes(target);
    }
}
