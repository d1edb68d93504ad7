using System.IO;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>SeaBIOS boots a raw disk image, by IDE or AHCI, and its boot sector uses the firmware's services.</summary>
[TestFixture("pc-1.1")]
[TestFixture("pc-q35-7.2")]
[Category("Guests")]
public sealed class DiskBootTests(string machine)
{
    private const string Expected = "hello from a boot sector\n" + BootSector.FromDisk + "\n";

    private readonly TemporaryFolder folder = new();
    private string disk = "";

    [OneTimeSetUp]
    public void WriteDisk() => disk = folder.Write("disk.img", BootSector.Hello());

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void From_hda() => Assert.That(Boot("-hda", disk).Text, Is.EqualTo(Expected));

    [Test]
    public void From_a_drive_option() =>
        Assert.That(Boot("-drive", $"file={disk},if=ide,format=raw").Text, Is.EqualTo(Expected));

    [Test]
    public void From_the_fourth_place() => Assert.That(Boot("-hdd", disk).Text, Is.EqualTo(Expected));

    [Test]
    public void The_boot_sector_ends_the_run() =>
        Assert.That(Boot("-hda", disk).Error, Does.Contain($"code {BootSector.ExitValue << 1 | 1}"));

    [Test]
    public void It_replays_with_the_disk_in_the_trace()
    {
        var trace = folder.Combine("disk.rtrace");
        var recorded = Start("record", "-hda", disk, "--embed-images", "-o", trace);
        File.Move(disk, disk + ".away");
        var replayed = Replayemu.Run("replay", trace);
        File.Move(disk + ".away", disk);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
    }

    [Test]
    public void What_the_guest_writes_it_reads_back_and_the_file_stays_as_it_is()
    {
        var image = BootSector.Writing();
        var path = folder.Write("written.img", image);
        var trace = folder.Combine("written.rtrace");
        var recorded = Start("record", "-hda", path, "-o", trace);
        var replayed = Replayemu.Run("replay", trace);
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Text, Is.EqualTo("hello from a boot sector\n"), recorded.Error);
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(image));
            Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
            Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
        });
    }

    private Replayemu Boot(params string[] drive) => Start("run", drive);

    private Replayemu Start(string verb, params string[] more) =>
        Replayemu.Run([
            verb,
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
            .. more,
        ]);
}
