using System.IO;
using NUnit.Framework;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Alignment;
using ReplayEmu.Replay.Recording;
using ReplayEmu.Replay.Tests.Fake;
using ReplayEmu.Trace;

namespace ReplayEmu.Replay.Tests.Alignment;

/// <summary>What counts as a difference for the guest, with recordings that no machine made.</summary>
public sealed class TraceAlignmentTests
{
    private const ushort Device = 0;
    private const ushort Clock = 1;
    private const ushort Other = 2;

    [Test]
    public void The_same_at_other_ticks_is_no_difference()
    {
        var compared = Compare(
            [Read(10, Device, 1, 5), Read(20, Device, 2, 6)],
            [Read(11, Device, 1, 5), Read(99, Device, 2, 6)]
        );
        Assert.That(compared.Difference, Is.Null);
    }

    [Test]
    public void More_polls_are_no_difference()
    {
        var compared = Compare(
            [Read(10, Device, 1, 0), Read(20, Device, 1, 1)],
            [Read(10, Device, 1, 0), Read(15, Device, 1, 0), Read(20, Device, 1, 0), Read(25, Device, 1, 1)]
        );
        Assert.That(compared.Difference, Is.Null);
    }

    [Test]
    public void Another_order_between_devices_is_no_difference()
    {
        var compared = Compare(
            [Read(10, Device, 1, 5), Read(20, Other, 1, 6)],
            [Read(10, Other, 1, 6), Read(20, Device, 1, 5)]
        );
        Assert.That(compared.Difference, Is.Null);
    }

    [Test]
    public void A_clock_may_say_another_time_at_another_tick()
    {
        var compared = Compare([Read(10, Clock, 0x40, 5)], [Read(12, Clock, 0x40, 7)]);
        Assert.That(compared.Difference, Is.Null);
    }

    [Test]
    public void A_clock_may_not_say_another_time_at_the_same_tick()
    {
        var compared = Compare([Read(10, Clock, 0x40, 5)], [Read(10, Clock, 0x40, 7)]);
        Assert.That(compared.Difference?.First?.Value, Is.EqualTo(5));
    }

    [Test]
    public void Of_several_differences_the_first_is_told()
    {
        var compared = Compare(
            [Read(5, Other, 1, 0), Read(10, Device, 1, 5), Read(20, Other, 1, 6)],
            [Read(5, Other, 1, 0), Read(10, Device, 1, 7), Read(20, Other, 1, 8)]
        );
        Assert.Multiple(() =>
        {
            Assert.That(compared.Difference?.First?.Value, Is.EqualTo(5));
            Assert.That(compared.Difference?.Second?.Value, Is.EqualTo(7));
        });
    }

    [Test]
    public void What_only_goes_on_longer_comes_after_what_differs()
    {
        var compared = Compare([Read(5, Other, 1, 0), Read(10, Device, 1, 5)], [Read(10, Device, 1, 7)]);
        Assert.That(compared.Difference?.First?.Value, Is.EqualTo(5));
    }

    [Test]
    public void A_recording_that_goes_on_longer_is_told()
    {
        var compared = Compare([Read(5, Device, 1, 0), Read(10, Device, 2, 5)], [Read(5, Device, 1, 0)]);
        Assert.Multiple(() =>
        {
            Assert.That(compared.Difference?.First?.Value, Is.EqualTo(5));
            Assert.That(compared.Difference?.Second, Is.Null);
        });
    }

    [Test]
    public void A_trace_of_inputs_only_is_refused() =>
        Assert.That(
            () => TraceAlignment.Compare(Open(Trace([], TraceDetail.Inputs)), Open(Trace([]))),
            Throws.TypeOf<TraceFormatException>().With.Message.Contains("--detail inputs")
        );

    private static Interaction Read(ulong icount, ushort source, ulong address, ulong value) =>
        new(InteractionKind.PortRead, icount, 0xfff0, source, address, 1, value);

    private static AlignedTraces Compare(Interaction[] first, Interaction[] second) =>
        TraceAlignment.Compare(Open(Trace(first)), Open(Trace(second)));

    private static TraceReader Open(byte[] file) => new(new MemoryStream(file));

    private static byte[] Trace(Interaction[] interactions, TraceDetail detail = TraceDetail.Io)
    {
        using var machine = new FakeCatalogue().Build(
            FakeCatalogue.Config,
            new FakeImages(),
            new NoInputs(),
            new NoOutputs()
        );
        var options = Fixtures.Options with { ChunkBytes = 4096, Detail = detail };
        var header = MachineDescription.Of(machine, FakeCatalogue.Config, options) with
        {
            Sources = ["device", "pit8254", "other"],
        };
        var file = new MemoryStream();
        using (var writer = new TraceWriter(file, header))
        {
            foreach (var interaction in interactions)
            {
                writer.Interaction(interaction);
            }
        }

        return file.ToArray();
    }
}
