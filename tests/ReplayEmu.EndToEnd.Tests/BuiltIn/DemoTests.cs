using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.BuiltIn;

/// <summary>The failing boot of 2012 from the command line: who fails, who boots, and that it replays.</summary>
public sealed class DemoTests
{
    [TestCase("pc-1.0", "panic-demo", ExitCode.GuestFailed)]
    [TestCase("pc-1.1", "panic-demo", ExitCode.Ok)]
    [TestCase("pc-1.0", "fixed-demo", ExitCode.Ok)]
    public void The_run_ends_with(string machine, string guest, ExitCode code)
    {
        var run = Replayemu.Run(["run", .. Arguments(machine, guest)]);
        Assert.That(run.Code, Is.EqualTo(code), run.Error);
    }

    [TestCase("pc-1.0", "panic-demo", "panic")]
    [TestCase("pc-1.1", "panic-demo", "BOOT-OK")]
    [TestCase("pc-1.0", "fixed-demo", "BOOT-OK")]
    public void The_console_says(string machine, string guest, string text) =>
        Assert.That(Replayemu.Run(["run", .. Arguments(machine, guest)]).Text, Does.Contain(text).IgnoreCase);

    [TestCase("pc-1.0", "panic-demo", "inputs")]
    [TestCase("pc-1.0", "panic-demo", "io")]
    [TestCase("pc-1.0", "panic-demo", "full")]
    [TestCase("pc-1.1", "panic-demo", "io")]
    [TestCase("pc-1.0", "fixed-demo", "io")]
    public void The_replay_is_exact(string machine, string guest, string detail)
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("a.rtrace");
        var recorded = Replayemu.Run(["record", .. Arguments(machine, guest), "--detail", detail, "-o", trace]);
        var replayed = Replayemu.Run("replay", trace);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
    }

    [Test]
    public void What_is_typed_is_recorded_and_replayed()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("echo.rtrace");
        string[] arguments = ["-M", "pc-1.1", "-nodefaults", "-bios", "builtin:echo", "-serial", "stdio"];
        var recorded = Replayemu.Typing("first\rsecond\rquit\r", ["record", .. arguments, "-o", trace]);
        var replayed = Replayemu.Run("replay", trace);
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Code, Is.EqualTo(ExitCode.Ok), recorded.Error);
            Assert.That(recorded.Text, Does.Contain("first").And.Contain("second"));
            Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
            Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
        });
    }

    [Test]
    public void A_release_that_behaves_otherwise_is_told_the_first_difference()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Combine("a.rtrace");
        Replayemu.Run(["record", .. Arguments("pc-1.0", "panic-demo"), "-o", trace]);
        var replayed = Replayemu.With(new ChangedRelease(), "", "replay", trace);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Divergence), replayed.Error);
        Assert.That(replayed.Error, Does.Contain("00:10.0").And.Contain("0x05000000 (class").And.Contain("0x00ff0000"));
    }

    private static string[] Arguments(string machine, string guest) =>
        [
            "-M",
            machine,
            "-m",
            "8",
            "-nodefaults",
            "-no-reboot",
            "-device",
            "virtio-balloon-pci,addr=0x10",
            "-device",
            "isa-debug-exit",
            "-bios",
            $"builtin:{guest}",
            "-serial",
            "stdio",
        ];
}
