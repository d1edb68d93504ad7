using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Hostile;

/// <summary>What a user gets wrong: one line that names it, and the documented exit code.</summary>
public sealed class CommandLineErrorTests
{
    [TestCase("-M pc-1.00", ExitCode.Usage, "did you mean 'pc-1.0'?")]
    [TestCase("-M qc", ExitCode.Usage, "did you mean 'pc'?")]
    [TestCase("-device virtio-baloon-pci", ExitCode.Usage, "did you mean 'virtio-balloon-pci'?")]
    [TestCase("-device virtio-balloon-pci,adr=0x10", ExitCode.Usage, "did you mean 'addr'?")]
    [TestCase("-device virtio-balloon-pci,addr=0x20", ExitCode.Usage, "addr")]
    [TestCase("-device virtio-balloon-pci,addr=0", ExitCode.Usage, "PCI address 00.0 is taken by 'i440FX'")]
    [TestCase("-global virtio-balloon-pci.clas=1", ExitCode.Usage, "did you mean 'class'?")]
    [TestCase("-global virtio-balon-pci.class=1", ExitCode.Usage, "did you mean 'virtio-balloon-pci'?")]
    [TestCase("-bios FOLDER/missing.bin", ExitCode.HostResource, "no such file")]
    [TestCase("-bios FOLDER", ExitCode.HostResource, "it is a directory")]
    [TestCase("-bios FOLDER/empty", ExitCode.HostResource, "it has 0 bytes")]
    [TestCase("-hda FOLDER/missing.img", ExitCode.HostResource, "no such file")]
    [TestCase("-hda FOLDER", ExitCode.HostResource, "it is a directory")]
    [TestCase("-hda FOLDER/empty", ExitCode.HostResource, "it has 0 bytes")]
    [TestCase("-drive file=FOLDER/empty,if=ide,format=raw", ExitCode.HostResource, "it has 0 bytes")]
    [TestCase("-bios FOLDER/odd", ExitCode.Usage, "odd")]
    [TestCase("-cpu qemu46", ExitCode.Usage, "qemu64")]
    [TestCase("-m 0", ExitCode.Usage, "-m")]
    [TestCase("-vga cirus", ExitCode.Usage, "-vga")]
    public void One_line_and_a_code(string arguments, ExitCode code, string says)
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty");
        folder.Write("odd", new byte[1000]);
        var given = arguments.Replace("FOLDER", folder.Path, System.StringComparison.Ordinal).Split(' ');
        var run = Replayemu.Run(["run", "--max-instructions", "1000", .. given]);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(code), run.Error);
            Assert.That(run.Error, Does.Contain(says));
            Assert.That(run.Error.Count(c => c == '\n'), Is.EqualTo(1), run.Error);
        });
    }

    [Test]
    [Platform("Linux")]
    public void A_full_disk()
    {
        var run = Replayemu.Run("record", "-M", "pc-1.0", "-nodefaults", "-bios", "builtin:probe", "-o", "/dev/full");
        Assert.That(run.Code, Is.EqualTo(ExitCode.HostResource), run.Error);
        Assert.That(run.Error, Does.Contain("the disk is full"));
        Assert.That(run.Error.Count(c => c == '\n'), Is.EqualTo(1), run.Error);
    }

    [TestCase("")]
    [TestCase("this is no trace")]
    public void A_file_that_is_no_trace(string contents)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("a"), contents);
        Assert.That(Replayemu.Run("replay", folder.Combine("a")).Code, Is.EqualTo(ExitCode.UnreadableTrace));
    }

    [Test]
    public void An_image_that_is_gone_is_named()
    {
        using var folder = new TemporaryFolder();
        var image = folder.Write("gone.img", BootSector.Hello());
        var trace = folder.Combine("t.rtrace");
        Replayemu.Run("record", "-nodefaults", "-bios", "builtin:probe", "-hda", image, "-o", trace);
        File.Delete(image);
        var replayed = Replayemu.Run("replay", trace);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.HostResource), replayed.Error);
        Assert.That(replayed.Error, Does.Contain("gone.img").And.Contain("--images"));
    }
}
