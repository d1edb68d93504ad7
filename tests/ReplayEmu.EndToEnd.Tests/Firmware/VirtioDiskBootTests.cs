using System.IO;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>SeaBIOS's drivers write and read a virtio disk and a SCSI disk, with the legacy and the modern registers.</summary>
[TestFixture("pc-1.1", "")]
[TestFixture("pc-i440fx-2.6", "")]
[TestFixture("pc-i440fx-7.2", "")]
[TestFixture("pc-i440fx-7.2", "-non-transitional")]
[Category("Guests")]
public sealed class VirtioDiskBootTests(string machine, string form)
{
    private readonly TemporaryFolder folder = new();

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void A_block_device_is_written_and_read_back_and_the_run_replays() =>
        AssertWritesAndReplays("blk", "-device", $"virtio-blk-pci{form},drive=d");

    [Test]
    public void A_scsi_disk_is_written_and_read_back_and_the_run_replays() =>
        AssertWritesAndReplays("scsi", "-device", $"virtio-scsi-pci{form}", "-device", "scsi-hd,drive=d");

    private void AssertWritesAndReplays(string name, params string[] devices)
    {
        var image = BootSector.Writing();
        var disk = folder.Write(name + ".img", image);
        var trace = folder.Combine(name + ".rtrace");
        var recorded = Replayemu.Run([
            "record",
            "-M",
            machine,
            "-m",
            "16",
            "-nodefaults",
            "-device",
            "isa-debug-exit",
            "-bios",
            GuestFiles.SeaBios,
            "-serial",
            "stdio",
            "-drive",
            $"if=none,id=d,file={disk},format=raw",
            .. devices,
            "-o",
            trace,
        ]);
        var replayed = Replayemu.Run("replay", trace);
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Text, Is.EqualTo("hello from a boot sector\n"), recorded.Error);
            Assert.That(File.ReadAllBytes(disk), Is.EqualTo(image));
            Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        });
    }
}
