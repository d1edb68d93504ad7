using System.IO;
using System.Text.Json;
using NUnit.Framework;

namespace ReplayEmu.Cli.Tests.Verbs;

internal sealed class TraceVerbsTests
{
    private TemporaryFolder folder = null!;
    private string trace = null!;

    [SetUp]
    public void SetUp()
    {
        folder = new TemporaryFolder();
        trace = folder.Combine("toy.rtrace");
    }

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void A_recording_ends_like_a_run() => Assert.That(Record("HIpf").Code, Is.EqualTo(ExitCode.GuestFailed));

    [Test]
    public void A_recording_shows_the_console() => Assert.That(Record("HIpf").Output, Is.EqualTo("HI"));

    [Test]
    public void A_replay_shows_the_same_console()
    {
        Record("HIpf");
        Assert.That(Invocation.Of("replay", trace).Output, Is.EqualTo("HI"));
    }

    [Test]
    public void A_replay_that_is_the_same_ends_with_0()
    {
        Record("HIpf");
        Assert.That(Invocation.Of("replay", trace).Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void A_recording_that_ended_at_a_text_replays()
    {
        Invocation.Of("record", "-o", trace, "-append", "..OK...", "--until-text", "OK");
        Assert.That(Invocation.Of("replay", trace).Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void A_difference_ends_with_3()
    {
        Record("HIpf");
        Assert.That(Other("replay", trace).Code, Is.EqualTo(ExitCode.Divergence));
    }

    [Test]
    public void A_difference_is_named()
    {
        Record("HIpf");
        Assert.That(
            Other("replay", trace).Error,
            Does.StartWith("replayemu: the replay differs from the trace at icount 2, pc 0x00001002\n")
                .And.Contains("config-read 00:10.0+0x0a")
                .And.Contains("500")
                .And.Contains("ff")
        );
    }

    [Test]
    public void A_difference_is_in_the_JSON()
    {
        Record("HIpf");
        using var json = JsonDocument.Parse(Other("replay", trace, "--json").Output);
        Assert.That(json.RootElement.GetProperty("divergence").GetProperty("icount").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void A_trace_that_was_cut_off_replays_up_to_there_and_ends_with_4()
    {
        Record("HIpf");
        File.WriteAllBytes(trace, File.ReadAllBytes(trace)[..^20]);
        Assert.That(Invocation.Of("replay", trace).Code, Is.EqualTo(ExitCode.UnreadableTrace));
    }

    [Test]
    public void Events_are_decoded()
    {
        Record("HIpf");
        Assert.That(
            Invocation.Of("events", trace, "--device", "pci").Output,
            Is.EqualTo("icount 2 pc 0x00001002 config-read 00:10.0+0x0a 2 bytes = 0x0500 (class: memory, RAM)\n")
        );
    }

    [Test]
    public void Events_of_one_kind()
    {
        Record("HIpf");
        Assert.That(
            Invocation.Of("events", trace, "--kind", "output", "--limit", "1").Output,
            Is.EqualTo("icount 0 output serial0 1 byte \"H\"\n")
        );
    }

    [Test]
    public void Events_as_JSON_are_one_object_a_line()
    {
        Record("HIpf");
        using var json = JsonDocument.Parse(Invocation.Of("events", trace, "--device", "00:10.0", "--json").Output);
        Assert.That(json.RootElement.GetProperty("meaning").GetString(), Is.EqualTo("class: memory, RAM"));
    }

    [Test]
    public void An_unknown_device_is_named_with_the_nearest()
    {
        Record("HIpf");
        Assert.That(
            Invocation.Of("events", trace, "--device", "toi").Error,
            Does.StartWith("replayemu: --device 'toi' is not in this machine; did you mean 'toy'?")
        );
    }

    [Test]
    public void Info_tells_how_it_ended()
    {
        Record("HIpf");
        Assert.That(Invocation.Of("info", trace).Output, Does.Contain("end      GuestExit, exit code 3"));
    }

    [Test]
    public void Info_is_available_as_JSON()
    {
        Record("HIpf");
        using var json = JsonDocument.Parse(Invocation.Of("info", trace, "--json").Output);
        Assert.That(json.RootElement.GetProperty("machine").GetString(), Is.EqualTo("toy-1.1"));
    }

    private Invocation Record(string program) => Invocation.Of("record", "-o", trace, "-append", program);

    /// <summary>The same machine with the class code of the newer version.</summary>
    private static Invocation Other(params string[] arguments) =>
        Invocation.With(new ToyCatalogue { ClassCode = 0x00ff }, arguments);
}
