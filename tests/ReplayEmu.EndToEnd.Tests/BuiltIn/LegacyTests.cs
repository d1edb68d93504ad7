using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.BuiltIn;

/// <summary>
/// The guest that visits segments, gates, tasks and virtual-8086 mode, against legacy-on-qemu.txt: what the same image
/// (<c>replayemu guests --write</c>) printed on QEMU 7.2 (<c>qemu-system-i386 -M pc-i440fx-2.4 -nodefaults -serial stdio -no-reboot</c>).
/// A row is vector, error code, EIP, CS, EFLAGS, CR2, DR6.
/// </summary>
public sealed class LegacyTests
{
    private static readonly string[] arguments =
    [
        "-M",
        "pc-i440fx-2.4",
        "-nodefaults",
        "-no-reboot",
        "-bios",
        "builtin:legacy",
        "-serial",
        "stdio",
    ];

    /// <summary>DR7.GD makes an access to a debug register a #DB with DR6.BD (SDM volume 3, 17.2.4); QEMU 7.2 lets MOV from DR7 pass.</summary>
    private const string GeneralDetect = "00000001 00000000 0010093a 00000008 00000006 00000000 ffff2ff0 ";
    private const string NoGeneralDetect = "00000006 00000000 0010093d 00000008 00000006 00000000 ffff0ff0 ";

    /// <summary>Unaligned data of ring 3 with EFLAGS.AC and CR0.AM is #AC (SDM volume 3, 6.15); QEMU 7.2 has no alignment check.</summary>
    private const string AlignmentCheck = "00000011 00000000 00100ae9 0000001b 00040042 00303000 ffff0ff0 ";

    [Test]
    public void It_meets_the_faults_that_it_meets_on_QEMU()
    {
        var lines = Replayemu.Run(["run", .. arguments]).Text.Split('\n');
        var asOnQemu = lines
            .Where(line => line != AlignmentCheck)
            .Select(line => line == GeneralDetect ? NoGeneralDetect : line);
        Assert.That(string.Join('\n', asOnQemu), Is.EqualTo(OnQemu()));
    }

    [TestCase(GeneralDetect)]
    [TestCase(AlignmentCheck)]
    public void Where_QEMU_differs_from_the_manual_it_is_as_in_the_manual(string row) =>
        Assert.That(Replayemu.Run(["run", .. arguments]).Text.Split('\n'), Does.Contain(row));

    [Test]
    public void The_replay_is_exact()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("legacy.rtrace");
        Replayemu.Run(["record", .. arguments, "-o", trace]);
        var replayed = Replayemu.Run("replay", trace);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
    }

    private static string OnQemu() =>
        File.ReadAllText(RepositoryRoot.Combine("tests", "ReplayEmu.EndToEnd.Tests", "BuiltIn", "legacy-on-qemu.txt"));
}
