using System;
using System.IO;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>A real guest under SeaBIOS, recorded, with what it said on its serial line.</summary>
internal sealed class RecordedGuest : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] guestFiles;

    /// <param name="typed">What is typed on the serial line.</param>
    /// <param name="guestFiles">Images that a replay needs beside the firmware.</param>
    /// <param name="arguments">Machine and guest.</param>
    public RecordedGuest(string typed, string[] guestFiles, params string[] arguments)
    {
        this.guestFiles = guestFiles;
        Recorded = Replayemu.Typing(
            typed,
            [
                "record",
                .. arguments,
                "-nodefaults",
                "-no-reboot",
                "-bios",
                GuestFiles.SeaBios,
                "-serial",
                "stdio",
                "-o",
                Trace,
            ]
        );
    }

    public Replayemu Recorded { get; }

    public string Trace => folder.Combine("guest.rtrace");

    /// <summary>The replay compares every interaction and digest itself; here its output is compared too.</summary>
    public void AssertReplays()
    {
        Assert.That(Recorded.Code, Is.EqualTo(ExitCode.Ok), Recorded.Error);
        string[] arguments = ["replay", Trace, "--images", GuestFiles.FirmwareFolder];
        foreach (var file in guestFiles)
        {
            arguments = [.. arguments, "--images", Path.GetDirectoryName(file)!];
        }

        var replayed = Replayemu.Run(arguments);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(Recorded.Output));
    }

    public void Dispose() => folder.Dispose();
}
