using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>who-wrote, who-read, state, bisect and replay with a change, on a recording of the failing boot by this build.</summary>
public sealed class SearchVerbTests
{
    private TemporaryFolder folder = null!;
    private string trace = null!;

    [OneTimeSetUp]
    public void Record()
    {
        folder = new TemporaryFolder();
        trace = folder.Combine("panic.rtrace");
        Replayemu.Run(
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
            trace
        );
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void The_reads_of_the_class_code_are_those_of_the_recording()
    {
        var events = Replayemu.Run("events", trace, "--kind", "config-read", "--device", "00:10.0", "--json").Text;
        var listed = 0;
        foreach (var line in events.TrimEnd('\n').Split('\n'))
        {
            using var json = JsonDocument.Parse(line);
            listed += json.RootElement.GetProperty("address").GetString() == "0x8008" ? 1 : 0;
        }

        var found = Replayemu.Run("who-read", trace, "pci:00:10.0+0x08,4", "--all");
        Assert.That(
            found.Text.TrimEnd('\n').Split('\n'),
            Has.Length.EqualTo(listed).And.All.Contains("config-read 00:10.0")
        );
    }

    [Test]
    public void The_write_of_a_register_is_found_from_the_end()
    {
        var found = Replayemu.Run("who-wrote", trace, "reg:cr3", "--json");
        using var json = JsonDocument.Parse(found.Text);
        Assert.That(json.RootElement.GetProperty("before").GetString(), Is.EqualTo("00000000"));
    }

    [Test]
    public void What_nobody_wrote_ends_with_1() =>
        Assert.That(Replayemu.Run("who-wrote", trace, "phys:0x700000").Code, Is.EqualTo(ExitCode.GuestFailed));

    [TestCase("port:zz")]
    [TestCase("irq:none")]
    [TestCase("reg:none")]
    [TestCase("state:cpu0.none")]
    [TestCase("pci:1")]
    [TestCase("msr:0x99999")]
    [TestCase("0x1000,0")]
    [TestCase("0x1000,5000")]
    public void What_cannot_be_searched_for_is_a_wrong_use(string target) =>
        Assert.That(Replayemu.Run("who-wrote", trace, target).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void State_prints_facts()
    {
        var state = Replayemu.Run("state", trace, "--at", "text:Kernel panic");
        Assert.That(state.Text, Does.Match("cpu0\\.Cr3 = 0x").IgnoreCase);
    }

    [Test]
    public void A_changed_device_is_found_by_halving()
    {
        var found = Replayemu.Run("bisect", trace, "-global", "virtio-balloon-pci.class=0xff", "--json");
        Assert.That(found.Code, Is.EqualTo(ExitCode.Divergence), found.Error);
        using var json = JsonDocument.Parse(found.Text);
        Assert.That(json.RootElement.GetProperty("atPowerOn").GetArrayLength(), Is.EqualTo(2));
        var first = Replayemu.Run("events", trace, "--device", "00:10.0", "--json").Text;
        Assert.That(first, Does.Contain($"\"icount\":{json.RootElement.GetProperty("icount").GetUInt64()},"));
    }

    [Test]
    public void An_unchanged_machine_has_no_first_difference() =>
        Assert.That(
            Replayemu.Run("bisect", trace, "-global", "virtio-balloon-pci.class=0x500").Text,
            Is.EqualTo("the state is the same to the end\n")
        );

    [Test]
    public void A_replay_with_a_changed_device_stops_at_the_first_interaction_that_differs()
    {
        var replay = Replayemu.Run("replay", trace, "--quiet", "-global", "virtio-balloon-pci.class=0xff");
        Assert.That(replay.Code, Is.EqualTo(ExitCode.Divergence));
        Assert.That(replay.Error, Does.Contain("config-read 00:10.0+0x08"));
    }
}
