using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Queries;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Trace.Tests.Queries;

/// <summary>What <c>events</c> and <c>info</c> show.</summary>
public sealed class TraceEventsTests
{
    private static readonly byte[] Trace = Samples.Write();

    [Test]
    public void Without_a_filter_every_record_is_listed()
    {
        Assert.That(Count(new TraceEventFilter()), Is.EqualTo(5000 + 500 + 5 + 1));
    }

    [TestCase("uart", 2500)]
    [TestCase("UAR", 2500)]
    [TestCase("pci", 2500)]
    [TestCase("00:10.0", 2500)]
    [TestCase("00:11.0", 0)]
    public void A_device_is_found_by_name_or_function(string device, int expected)
    {
        Assert.That(Count(new TraceEventFilter { Devices = [device] }), Is.EqualTo(expected));
    }

    [TestCase("config", 2500)]
    [TestCase("port-write", 2500)]
    [TestCase("output", 500)]
    [TestCase("end", 1)]
    public void A_kind_is_found_by_name_or_family(string kind, int expected)
    {
        Assert.That(Count(new TraceEventFilter { Kinds = RecordKindNames.Parse(kind) }), Is.EqualTo(expected));
    }

    [Test]
    public void A_mistyped_kind_names_the_nearest()
    {
        Assert.That(
            () => RecordKindNames.Parse("port-reed"),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("port-read")
        );
    }

    [Test]
    public void Addresses_restrict_to_a_range()
    {
        var events = new TraceEventFilter { FirstAddress = 0x8, LastAddress = 0x9 };
        Assert.That(Count(events), Is.EqualTo(1250));
    }

    [Test]
    public void Ticks_restrict_to_a_range()
    {
        var events = new TraceEventFilter { FirstIcount = 1001, LastIcount = 1009 };
        Assert.That(Count(events), Is.EqualTo(9));
    }

    [Test]
    public void An_event_has_what_people_ask_for()
    {
        using var trace = Samples.Open(Trace);
        var read = TraceEvents
            .Read(trace, new TraceEventFilter { Kinds = [RecordKind.ConfigRead], FirstIcount = 4 })
            .First();
        Assert.Multiple(() =>
        {
            Assert.That(read.Icount, Is.EqualTo(4));
            Assert.That(read.Nanoseconds, Is.EqualTo(32));
            Assert.That(read.Pc, Is.EqualTo(0xf0004));
            Assert.That(read.KindName, Is.EqualTo("config-read"));
            Assert.That(read.Device, Is.EqualTo("00:10.0"));
            Assert.That(read.Source, Is.EqualTo("host-bridge"));
            Assert.That(read.AddressText, Is.EqualTo("0x08"));
            Assert.That(read.Value, Is.EqualTo(12));
        });
    }

    [Test]
    public void The_summary_counts_and_ends()
    {
        using var trace = Samples.Open(Trace);
        var summary = TraceSummary.Read(trace);
        Assert.Multiple(() =>
        {
            Assert.That(summary.Counts.Single(pair => pair.Key == RecordKind.Output).Value, Is.EqualTo(500));
            Assert.That(summary.End?.ExitCode, Is.EqualTo(1));
            Assert.That(summary.LastIcount, Is.EqualTo(5000));
            Assert.That(summary.Ending?.IsComplete, Is.True);
            Assert.That(summary.Damage, Is.Null);
        });
    }

    [Test]
    public void The_summary_of_a_damaged_trace_says_where()
    {
        var damaged = (byte[])Trace.Clone();
        damaged[^1000] ^= 1;
        using var trace = Samples.Open(damaged);
        Assert.That(TraceSummary.Read(trace).Damage?.Offset, Is.GreaterThan(0));
    }

    private static int Count(TraceEventFilter filter)
    {
        using var trace = Samples.Open(Trace);
        return TraceEvents.Read(trace, filter).Count();
    }
}
