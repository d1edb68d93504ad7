using System;
using System.IO;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>
/// <c>bisect --other</c>. The other build is a program that starts this one; where it is to do something else, it shows the states of a
/// machine in which the balloon has the class of pc-1.1.
/// </summary>
[Category("Slow")]
public sealed class OtherBuildTests
{
    private TemporaryFolder folder = null!;
    private string trace = null!;

    [OneTimeSetUp]
    public void Record()
    {
        folder = new TemporaryFolder();
        trace = Recorded("panic.rtrace");
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void The_same_build_makes_no_difference()
    {
        var found = Replayemu.Run("bisect", trace, "--other", Program("same", trace));
        Assert.That(
            (found.Code, found.Text),
            Is.EqualTo((ExitCode.Ok, "the state is the same to the end\n")),
            found.Error
        );
    }

    [Test]
    public void Another_build_is_found_at_the_read_of_the_class_code()
    {
        var changed = Recorded("changed.rtrace", "-global", "virtio-balloon-pci.class=0xff");
        var found = Replayemu.Run("bisect", trace, "--other", Program("changed", changed), "--json");
        Assert.That(found.Code, Is.EqualTo(ExitCode.Divergence), found.Error);
        using var json = JsonDocument.Parse(found.Text);
        var events = Replayemu.Run("events", trace, "--device", "00:10.0", "--json").Text;
        Assert.That(events, Does.Contain($"\"icount\":{json.RootElement.GetProperty("icount").GetUInt64()},"));
    }

    [Test]
    public void A_build_that_says_nothing_is_an_error_that_names_it()
    {
        var mute = folder.Write("mute", "#!/bin/sh\nexit 0\n"u8.ToArray());
        Executable(mute);
        Assert.That(Replayemu.Run("bisect", trace, "--other", mute).Error, Does.Contain("mute' does not answer"));
    }

    private string Recorded(string name, params string[] change)
    {
        var path = folder.Combine(name);
        var recorded = Replayemu.Run([
            "record",
            "-M",
            "pc-1.0",
            "-device",
            "virtio-balloon-pci,addr=0x10",
            "-device",
            "isa-debug-exit",
            "-serial",
            "stdio",
            "-o",
            path,
            .. change,
        ]);
        Assert.That(File.Exists(path), recorded.Error);
        return path;
    }

    /// <summary>Answers <c>state TRACE ...</c> from a trace of its own.</summary>
    private string Program(string name, string shown)
    {
        var text = $"#!/bin/sh\nverb=$1\nshift 2\nexec dotnet '{ChildProcess.Program}' \"$verb\" '{shown}' \"$@\"\n";
        var path = folder.Write(name, Encoding.UTF8.GetBytes(text));
        Executable(path);
        return path;
    }

    private static void Executable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
