using System;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Header;

namespace ReplayEmu.Trace.Tests.Header;

/// <summary>The first frame.</summary>
public sealed class HeaderTests
{
    private static readonly ImageReference Image = new("x.bin", 3, new string('a', 64));

    private static readonly TraceHeader Full = Samples.Header with
    {
        Config = new MachineConfig
        {
            Machine = "pc-1.1",
            RamBytes = 5,
            Seed = ulong.MaxValue,
            Bios = Image,
            Roms = [Image],
            Devices = [new DeviceConfig("virtio-balloon-pci", [new PropertyValue("addr", "0x10")])],
            Drives = [new DriveConfig("d", "ide", 1, "disk", true, Image, [])],
            Globals = [new GlobalProperty("a", "b", "é<")],
            FwCfg = [new FwCfgFile("opt/x", "text", null)],
        },
    };

    [Test]
    public void What_is_written_is_read()
    {
        var bytes = HeaderFrame.Encode(Full);
        Assert.That(HeaderFrame.Encode(HeaderFrame.Decode(bytes)), Is.EqualTo(bytes));
    }

    [Test]
    public void Options_of_the_machine_come_back()
    {
        var config = HeaderFrame.Decode(HeaderFrame.Encode(Full)).Config;
        Assert.Multiple(() =>
        {
            Assert.That(config.Seed, Is.EqualTo(ulong.MaxValue));
            Assert.That(config.Devices[0].Properties[0].Value, Is.EqualTo("0x10"));
            Assert.That(config.Drives[0].Image, Is.EqualTo(Image));
            Assert.That(config.Globals[0].Value, Is.EqualTo("é<"));
        });
    }

    [Test]
    public void An_option_that_an_old_trace_lacks_has_its_default()
    {
        var json = Json(Samples.Header).Replace("\"ramBytes\":134217728,", "", StringComparison.Ordinal);
        json = json.Replace("\"roms\":[],", "", StringComparison.Ordinal);
        var config = HeaderFrame.Decode(Frame(json)).Config;
        Assert.Multiple(() =>
        {
            Assert.That(json, Does.Not.Contain("ramBytes").And.Not.Contain("roms"));
            Assert.That(config.RamBytes, Is.EqualTo(128 << 20));
            Assert.That(config.Roms, Is.Empty);
        });
    }

    [Test]
    public void An_option_of_a_later_version_is_passed_over()
    {
        var json = Json(Samples.Header).Replace("\"seed\":0", "\"seed\":0,\"later\":1", StringComparison.Ordinal);
        Assert.That(HeaderFrame.Decode(Frame(json)).Config.Machine, Is.EqualTo("pc-1.0"));
    }

    [TestCase("\"quirks\":[]", "\"quirks\":[\"x\"]")]
    [TestCase("\"quirks\":[]", "\"quirks\":null")]
    [TestCase("\"machine\":\"pc-1.0\",", "")]
    [TestCase("\"machine\":\"pc-1.0\"", "\"machine\":null")]
    [TestCase("\"devices\":[]", "\"devices\":[{}]")]
    [TestCase("\"devices\":[]", "\"devices\":null")]
    [TestCase("\"devices\":[]", "\"devices\":[null]")]
    [TestCase("\"sources\":[", "\"sources\":[null,")]
    [TestCase("\"embeddedImages\":[]", "\"embeddedImages\":[0]")]
    [TestCase("\"digestInterval\":1000", "\"digestInterval\":0")]
    [TestCase("\"detail\":\"Io\"", "\"detail\":77")]
    [TestCase("{\"toolVersion\"", "[{\"toolVersion\"")]
    [TestCase("\"devices\":[]", "\"devices\":[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]")]
    [TestCase("\"seed\":0", "\"seed\":0,\"seed\":1")]
    public void Nonsense_is_refused(string good, string bad)
    {
        var json = Json(Samples.Header);
        Assert.That(json, Does.Contain(good));
        Assert.That(
            () => HeaderFrame.Decode(Frame(json.Replace(good, bad, StringComparison.Ordinal))),
            Throws.TypeOf<TraceFormatException>()
        );
    }

    [Test]
    public void A_trace_for_a_later_reader_says_which()
    {
        var bytes = HeaderFrame.Encode(Samples.Header);
        bytes[9] = 9;
        Assert.That(
            () => HeaderFrame.Decode(bytes),
            Throws.TypeOf<TraceFormatException>().With.Message.Contains("reader of format 9")
        );
    }

    private static string Json(TraceHeader header) => Encoding.UTF8.GetString(HeaderFrame.Encode(header)[14..]);

    private static byte[] Frame(string json) =>
        [.. HeaderFrame.Encode(Samples.Header)[..14], .. Encoding.UTF8.GetBytes(json)];
}
