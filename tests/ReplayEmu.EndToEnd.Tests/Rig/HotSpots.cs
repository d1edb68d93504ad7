using System.IO;
using System.IO.Hashing;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>
/// What is done to every guest that a test records: the run is gone through once more and, at places that the bytes of the trace
/// choose, paused, turned back, searched backward and handed over to a newly built machine. Each place, and the end, must be in the
/// state of the undisturbed run.
/// </summary>
internal static class HotSpots
{
    /// <param name="catalogue">The machines that recorded it.</param>
    /// <param name="trace">Of a recording that ended by itself.</param>
    public static void Inject(IMachineCatalogue catalogue, string trace)
    {
        var seed = XxHash3.HashToUInt64(File.ReadAllBytes(trace));
        var walk = Replayemu.With(
            catalogue,
            "",
            ["walk", trace, "--places", "5", "--steps-back", "2", "--searches", "1", "--seed", $"{seed}"]
        );
        Assert.That(walk.Code, Is.EqualTo(ExitCode.Ok), $"hot spots of {trace}, seed {seed}\n{walk.Text}{walk.Error}");
    }
}
