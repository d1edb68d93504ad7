using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Firmware;

/// <summary>SLOF on a pSeries machine without devices, from reset to the prompt of Open Firmware: 3.2 billion instructions.</summary>
[TestFixture]
[Category("Guests")]
[Category("Slow")]
public sealed class SlofTests
{
    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;

    private string Trace => folder.Combine("slof.rtrace");

    private static string Firmware => GuestFiles.Find("slof", "slof.bin");

    [OneTimeSetUp]
    public void Record() =>
        recorded = Replayemu.Run(
            "record",
            "-M",
            "pseries",
            "-m",
            "512M",
            "-nodefaults",
            "-bios",
            Firmware,
            "-serial",
            "stdio",
            "--until-text",
            "0 > ",
            "-o",
            Trace
        );

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    /// <summary>The verified file is what QEMU 7.2 shows with the same firmware and no devices.</summary>
    [Test]
    public async Task The_console_is_that_of_qemu() =>
        await Verified.Text(recorded.Text.Replace("\r", "<CR>").Replace("\u001b", "<ESC>"), "slof-console", "oracle");

    /// <summary>Numbers of the calls and how often each is repeated; the verified file is from the log of QEMU 7.2.</summary>
    [Test]
    public async Task The_hypercalls_are_those_under_qemu()
    {
        var events = Replayemu.Run("events", Trace, "--kind", "hypercall", "--json");
        var runs = new StringBuilder();
        var (last, count) = ("", 0);
        foreach (var line in events.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append("{}"))
        {
            var call = JsonDocument.Parse(line).RootElement;
            var number = call.TryGetProperty("address", out var address) ? address.GetString()! : "";
            if (number != last && count > 0)
            {
                var value = Convert.ToUInt32(last, 16);
                runs.Append(CultureInfo.InvariantCulture, $"0x{value:x4} {count}\n");
                count = 0;
            }

            (last, count) = (number, count + 1);
        }

        await Verified.Text(runs.ToString(), "slof-hypercalls", "oracle");
    }

    [Test]
    public void The_replay_shows_the_same_output()
    {
        var replayed = Replayemu.Run("replay", Trace, "--images", System.IO.Path.GetDirectoryName(Firmware)!);
        Assert.That(replayed.Code, Is.EqualTo(ExitCode.Ok), replayed.Error);
        Assert.That(replayed.Output, Is.EqualTo(recorded.Output));
    }
}
