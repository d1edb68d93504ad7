using System.IO;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Trace;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>A printf in a past run, and verifying it on several threads.</summary>
public sealed class PrintTests
{
    private const string Place = "0x1001a0";

    private TemporaryFolder folder = null!;
    private string trace = null!;

    [OneTimeSetUp]
    public void Record()
    {
        folder = new TemporaryFolder();
        using var rig = new TimelineRig(
            null,
            new RecordingOptions
            {
                Detail = TraceDetail.Full,
                DigestInterval = 100_000,
                CheckpointInterval = 100_000,
                EmbedImages = true,
            }
        );
        trace = folder.Write("panic.rtrace", rig.File);
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void A_register_and_memory_are_printed_each_time()
    {
        var lines = Print("esi={esi} there={[esi]:d} and {u8[esi+1]:u}");
        Assert.That(lines, Has.Length.GreaterThan(1));
        Assert.That(lines[0], Does.Match("^icount \\d+ esi=0x[0-9a-f]+ there=-?\\d+ and \\d+$"));
    }

    [Test]
    public void The_last_one_is_the_address_that_kills_the_kernel() =>
        Assert.That(Print("esi")[^1], Does.EndWith(" 0x800000"));

    [Test]
    public void A_name_of_a_System_map_is_an_address()
    {
        var map = folder.Write("System.map", [.. "001001a0 T read_n_cells\n"u8]);
        var named = Replayemu.Run("replay", trace, "--at", "read_n_cells", "--print", "read_n_cells", "--symbols", map);
        Assert.That(named.Text.TrimEnd('\n').Split('\n'), Has.All.EndsWith(" 0x1001a0"));
        Assert.That(named.Text.Split('\n'), Has.Length.EqualTo(Print("1").Length + 1));
    }

    [TestCase("{esi")]
    [TestCase("{esi:q}")]
    [TestCase("nonsense")]
    [TestCase("[esi")]
    [TestCase("((((((((((((((((((((((((((((((((((((((((((((((((((((((1")]
    public void What_is_not_understood_is_a_wrong_use(string text) =>
        Assert.That(Replayemu.Run("replay", trace, "--at", Place, "--print", text).Code, Is.EqualTo(ExitCode.Usage));

    [TestCase("not symbols")]
    [TestCase("\u007fELF")]
    public void A_file_without_symbols_is_a_wrong_use(string content)
    {
        var path = folder.Write("x", [.. content.Select(letter => (byte)letter)]);
        Assert.That(Replayemu.Run("replay", trace, "--at", Place, "--symbols", path).Code, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("1")]
    [TestCase("2")]
    [TestCase("5")]
    public void On_any_number_of_threads_the_verdict_is_the_same(string threads)
    {
        var whole = Replayemu.Run("replay", trace, "--json");
        var verified = Replayemu.Run("verify", trace, "--json", "-j", threads);
        Assert.That(verified.Error, Is.Empty);
        Assert.That(verified.Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Interactions(verified.Text), Is.EqualTo(Interactions(whole.Text)));
    }

    [Test]
    public void Damage_is_the_same_verdict_on_threads()
    {
        var bytes = File.ReadAllBytes(trace);
        bytes[bytes.Length / 2] ^= 0x55;
        var damaged = folder.Write("damaged.rtrace", bytes);
        Assert.That(
            Replayemu.Run("verify", damaged, "-j", "2").Code,
            Is.EqualTo(Replayemu.Run("replay", damaged, "--quiet").Code)
        );
    }

    private string[] Print(string text) =>
        Replayemu.Run("replay", trace, "--at", Place, "--print", text).Text.TrimEnd('\n').Split('\n');

    private static long Interactions(string json)
    {
        using var result = System.Text.Json.JsonDocument.Parse(json);
        return result.RootElement.GetProperty("interactions").GetInt64();
    }
}
