using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Rig;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Exports;

/// <summary>What other tools would read, read by parsers of their formats.</summary>
public sealed class ExportTests
{
    private static readonly string panic = RepositoryRoot.Combine("traces/panic-demo-pc-1.0/trace.rtrace");
    private static readonly string echo = RepositoryRoot.Combine("traces/echo-pc-1.1/trace.rtrace");

    private TemporaryFolder folder = null!;

    [SetUp]
    public void Make() => folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void A_perfetto_trace_has_a_described_track_for_each_event()
    {
        var described = new HashSet<ulong>();
        var events = 0;
        foreach (var packet in Protobuf.Fields(Export(panic, "--perfetto")))
        {
            var fields = Protobuf.Fields(packet.Bytes).ToLookup(field => field.Number);
            if (fields[60].Any())
            {
                described.Add(Protobuf.Fields(fields[60].Single().Bytes).Single(field => field.Number == 1).Value);
                continue;
            }

            events++;
            var what = Protobuf.Fields(fields[11].Single().Bytes).ToLookup(field => field.Number);
            Assert.That(described, Does.Contain(what[11].Single().Value));
            Assert.That(fields[10].Single().Value, Is.EqualTo(1));
        }

        Assert.That(events, Is.EqualTo(Count(panic, "kind not in ('digest', 'end')")));
    }

    [Test]
    public void Perfetto_slices_are_closed()
    {
        var open = new HashSet<ulong>();
        var slices = 0;
        foreach (var packet in Protobuf.Fields(Export(echo, "--perfetto")))
        {
            foreach (var track in Protobuf.Fields(packet.Bytes).Where(field => field.Number == 11))
            {
                var what = Protobuf.Fields(track.Bytes).ToLookup(field => field.Number);
                var id = what[11].Single().Value;
                slices += what[9].Single().Value == 1 ? 1 : 0;
                _ = what[9].Single().Value switch
                {
                    1 => open.Add(id) ? true : throw new AssertionException("opened twice"),
                    2 => open.Remove(id) ? true : throw new AssertionException("closed twice"),
                    _ => true,
                };
            }
        }

        Assert.That(open, Is.Empty);
        Assert.That(slices, Is.EqualTo(Count(echo, "kind = 'irq-raise'")));
    }

    [Test]
    public void A_value_change_dump_has_every_edge_in_order_of_time()
    {
        var levels = new Dictionary<string, char>();
        var declared = new HashSet<string>();
        ulong time = 0;
        var changes = 0;
        foreach (var line in Encoding.UTF8.GetString(Export(echo, "--vcd")).Split('\n'))
        {
            var words = line.Split(' ');
            if (words[0] == "$var")
            {
                Assert.That(declared.Add(words[3]), line);
            }
            else if (line.StartsWith('#'))
            {
                var now = ulong.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
                Assert.That(now, Is.GreaterThan(time).Or.EqualTo(0));
                time = now;
            }
            else if (line.StartsWith('0') || line.StartsWith('1'))
            {
                Assert.That(declared, Does.Contain(line[1..]));
                var known = levels.TryGetValue(line[1..], out var level);
                Assert.That(!known || level != line[0], line);
                levels[line[1..]] = line[0];
                changes += known ? 1 : 0;
            }
        }

        Assert.That(changes, Is.Positive.And.EqualTo(Count(echo, "kind like 'irq-%'")));
    }

    [Test]
    public void A_cast_has_the_text_of_the_console()
    {
        var lines = Encoding.UTF8.GetString(Export(panic, "--cast")).TrimEnd('\n').Split('\n');
        using var head = JsonDocument.Parse(lines[0]);
        Assert.That(head.RootElement.GetProperty("version").GetInt32(), Is.EqualTo(2));
        var text = new StringBuilder();
        var last = 0.0;
        foreach (var line in lines.Skip(1))
        {
            using var what = JsonDocument.Parse(line);
            Assert.That(what.RootElement[0].GetDouble(), Is.GreaterThanOrEqualTo(last));
            last = what.RootElement[0].GetDouble();
            Assert.That(what.RootElement[1].GetString(), Is.EqualTo("o"));
            text.Append(what.RootElement[2].GetString());
        }

        Assert.That(text.ToString(), Does.Contain("Kernel panic - not syncing"));
    }

    [Test]
    public void Without_a_network_there_is_no_capture() =>
        Assert.That(Replayemu.Run("export", panic, "--pcap", folder.Combine("x")).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void Nothing_to_write_is_a_wrong_use() =>
        Assert.That(Replayemu.Run("export", panic).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void A_query_counts_what_events_lists()
    {
        var listed = Replayemu.Run("events", panic, "--device", "00:10.0").Text.TrimEnd('\n').Split('\n').Length;
        Assert.That(Count(panic, "device = '00:10.0'"), Is.EqualTo(listed));
    }

    [Test]
    public void A_query_can_be_answered_in_json()
    {
        var answer = Replayemu.Run(
            "query",
            panic,
            "select value v, text from events where address = 8 limit 1",
            "--json"
        );
        using var row = JsonDocument.Parse(answer.Text);
        Assert.That(row.RootElement.GetProperty("v").GetInt64(), Is.Positive);
    }

    [TestCase("delete from events")]
    [TestCase("select nonsense")]
    [TestCase("attach 'x' as y; create table y.z(a)")]
    public void A_query_that_is_wrong_or_writes_is_refused(string sql) =>
        Assert.That(Replayemu.Run("query", panic, sql).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public void Text_is_found_although_it_came_in_pieces()
    {
        var found = Replayemu.Run("events", panic, "--text", "Kernel panic", "--kind", "output");
        Assert.That(found.Text.Split('\n'), Has.Length.EqualTo(2));
    }

    [Test]
    public void Events_of_an_instruction_are_listed()
    {
        var found = Replayemu
            .Run("events", panic, "--pc", "0xf054b", "--device", "00:10.0")
            .Text.TrimEnd('\n')
            .Split('\n');
        Assert.That(found, Has.All.Contains("pc 0x000f054b"));
    }

    private byte[] Export(string trace, string option)
    {
        var path = folder.Combine("export");
        var done = Replayemu.Run("export", trace, option, path);
        Assert.That(done.Code, Is.EqualTo(ExitCode.Ok), done.Error);
        return File.ReadAllBytes(path);
    }

    private static int Count(string trace, string where)
    {
        var answer = Replayemu.Run("query", trace, $"select count(*) from events where {where}");
        return int.Parse(answer.Text.Split('\n')[1], CultureInfo.InvariantCulture);
    }
}
