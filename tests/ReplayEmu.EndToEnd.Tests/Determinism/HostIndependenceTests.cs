using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Determinism;

/// <summary>Nothing of the host shows in a trace: two recordings of the same boot are the same file.</summary>
public sealed class HostIndependenceTests
{
    private static readonly Dictionary<string, string> plain = [];

    private static readonly Dictionary<string, string> other = new()
    {
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_EnableHWIntrinsic"] = "0",
        ["DOTNET_gcServer"] = "1",
        ["TZ"] = "Asia/Kathmandu",
        ["LANG"] = "tr_TR.UTF-8",
        ["LC_ALL"] = "tr_TR.UTF-8",
    };

    private static readonly string[] demo =
    [
        "-M",
        "pc-1.0",
        "-m",
        "8",
        "-nodefaults",
        "-no-reboot",
        "-device",
        "virtio-balloon-pci,addr=0x10",
        "-device",
        "isa-debug-exit",
        "-serial",
        "stdio",
        "-bios",
        "builtin:panic-demo",
    ];

    [Test]
    public void Two_recordings_are_the_same_file()
    {
        using var folder = new TemporaryFolder();
        Replayemu.Run(["record", .. demo, "-o", folder.Combine("a")]);
        Replayemu.Run(["record", .. demo, "-o", folder.Combine("b")]);
        FileAssert.AreEqual(folder.Combine("a"), folder.Combine("b"));
    }

    [Test]
    public async Task Compiler_processor_features_zone_language_and_folder_do_not_show()
    {
        using var folder = new TemporaryFolder();
        Replayemu.Run(["record", .. demo, "-o", folder.Combine("a")]);
        var child = await ChildProcess.Run(folder.Path, other, ["record", .. demo, "-o", "b"]);
        Assert.That(child.Code, Is.EqualTo(1), child.Error);
        Assert.That(
            await File.ReadAllBytesAsync(folder.Combine("b")),
            Is.EqualTo(await File.ReadAllBytesAsync(folder.Combine("a")))
        );
    }

    [Test]
    [Category("Guests")]
    [Category("Slow")]
    public async Task The_same_with_SeaBIOS()
    {
        using var folder = new TemporaryFolder();
        var disk = folder.Write("disk.img", BootSector.Hello());
        string[] arguments =
        [
            "record",
            "-M",
            "pc-1.0",
            "-m",
            "16",
            "-device",
            "isa-debug-exit",
            "-vga",
            "std",
            "-bios",
            GuestFiles.SeaBios,
            "-hda",
            disk,
            "-debugcon",
            "null",
            "-serial",
            "null",
            "-o",
        ];
        var first = await ChildProcess.Run("/", plain, [.. arguments, folder.Combine("a")]);
        var second = await ChildProcess.Run(folder.Path, other, [.. arguments, folder.Combine("b")]);
        Assert.That((first.Code, second.Code), Is.EqualTo((1, 1)), second.Error);
        Assert.That(
            await File.ReadAllBytesAsync(folder.Combine("b")),
            Is.EqualTo(await File.ReadAllBytesAsync(folder.Combine("a")))
        );
    }
}
