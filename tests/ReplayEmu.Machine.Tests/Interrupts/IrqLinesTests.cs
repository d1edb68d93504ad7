using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.Interrupts;

public sealed class IrqLinesTests
{
    private sealed class Sink : IIrqSink
    {
        public List<(int Input, bool Level)> Heard { get; } = [];

        public void SetInput(int input, bool level) => Heard.Add((input, level));
    }

    private StateArena arena = null!;
    private IrqLines lines = null!;
    private Sink sink = null!;

    [SetUp]
    public void SetUp()
    {
        arena = new StateArena(1 << 12);
        lines = new IrqLines(arena);
        sink = new Sink();
    }

    [TearDown]
    public void TearDown() => arena.Dispose();

    [Test]
    public void A_sink_hears_changes_only()
    {
        var line = lines.Connect("irq", sink, 5);
        line.Set(true);
        line.Set(true);
        line.Set(false);
        line.Set(false);
        Assert.That(sink.Heard, Is.EqualTo(new[] { (5, true), (5, false) }));
    }

    [Test]
    public void A_pulse_is_two_edges()
    {
        lines.Connect("irq", sink, 1).Pulse();
        Assert.That(sink.Heard, Is.EqualTo(new[] { (1, true), (1, false) }));
    }

    [Test]
    public void Edges_are_reported_with_the_line_number()
    {
        var edges = new List<(int, bool)>();
        lines.Edge = (line, level) => edges.Add((line, level));
        lines.Connect("first", sink, 0);
        lines.Connect("second", sink, 0).Set(true);
        Assert.That(edges, Is.EqualTo(new[] { (1, true) }));
    }

    [Test]
    public void Lines_do_not_touch_each_other()
    {
        IrqLine last = null!;
        for (var i = 0; i < IrqLines.MaxLines; i++)
        {
            last = lines.Connect($"l{i}", sink, i);
        }

        last.Set(true);
        Assert.That(lines.All, Has.Exactly(1).Matches<IrqLine>(line => line!.Level));
    }

    [Test]
    public void The_level_is_in_the_arena()
    {
        var line = lines.Connect("irq", sink, 0);
        line.Set(true);
        arena.Bytes.Clear();
        Assert.That(line.Level, Is.False);
    }
}
