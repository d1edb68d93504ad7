using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

public sealed class TimelineTests
{
    private const ulong Middle = 400_000;

    private TimelineRig rig = null!;

    private TraceTimeline Timeline => rig.Timeline;

    [SetUp]
    public void Record() => rig = new TimelineRig();

    [TearDown]
    public void Close() => rig.Dispose();

    [Test]
    public void A_step_back_undoes_a_step()
    {
        Timeline.Seek(Middle);
        var before = Timeline.ComputeDigest().Total;
        Timeline.Step();
        Timeline.StepBack();
        Assert.That((Timeline.Icount, Timeline.ComputeDigest().Total), Is.EqualTo((Middle, before)));
    }

    [Test]
    public void The_beginning_stops_a_step_back()
    {
        Timeline.Seek(10);
        Assert.That(Timeline.StepBack(100), Is.EqualTo(TimelineStop.Begin));
        Assert.That(Timeline.Icount, Is.Zero);
    }

    [Test]
    public void The_end_stops_a_run()
    {
        Assert.That(Timeline.Continue(), Is.EqualTo(TimelineStop.End));
        Assert.That(Timeline.Icount, Is.EqualTo(Timeline.End));
    }

    [Test]
    public void Running_back_finds_the_breakpoint_that_running_forward_found_last()
    {
        Timeline.Seek(Middle);
        Timeline.Breakpoints = [Timeline.Machine.Cpus[0].ProgramCounter];
        Assert.That(Timeline.Continue(), Is.EqualTo(TimelineStop.Breakpoint));
        var second = Timeline.Icount;
        Assert.That(second, Is.GreaterThan(Middle));
        Assert.That(Timeline.ContinueBack(), Is.EqualTo(TimelineStop.Breakpoint));
        Assert.That(Timeline.Icount, Is.EqualTo(Middle));
    }

    [Test]
    public void A_breakpoint_leaves_no_trace_in_the_state()
    {
        Timeline.Seek(Middle);
        Timeline.Breakpoints = [Timeline.Machine.Cpus[0].ProgramCounter];
        Timeline.Continue();
        var place = Timeline.Icount;
        using var forward = rig.Forward();
        forward.Machine.Run(place);
        Assert.That(TimelineRig.State(Timeline.ComputeDigest()), Is.EqualTo(TimelineRig.State(forward.Digest)));
    }

    [Test]
    public void A_watch_stops_at_each_change_and_backward_before_it()
    {
        const ulong First = 25_000;
        const ulong Last = 30_300;
        Timeline.Seek(Middle);
        var address = StackTop();
        Timeline.Seek(First);
        var expected = new List<ulong>();
        for (var before = Word(address); Timeline.Icount < Last; before = Word(address))
        {
            Timeline.Step();
            if (Word(address) != before)
            {
                expected.Add(Timeline.Icount);
            }
        }

        Timeline.Seek(First);
        Timeline.Watches.Add(MemoryWatch.TryCreate(Timeline.Machine, address, 4)!);
        var forward = new List<ulong>();
        while (Timeline.Continue() == TimelineStop.Watch && Timeline.Icount <= Last)
        {
            forward.Add(Timeline.Icount);
        }

        Timeline.Seek(Last);
        var backward = new List<ulong>();
        while (Timeline.ContinueBack() == TimelineStop.Watch && Timeline.Icount >= First)
        {
            backward.Insert(0, Timeline.Icount + 1);
        }

        Assert.Multiple(() =>
        {
            Assert.That(expected, Is.Not.Empty);
            Assert.That(forward, Is.EqualTo(expected));
            Assert.That(backward, Is.EqualTo(expected));
        });
    }

    [Test]
    public void Console_text_is_found_by_its_tick()
    {
        Timeline.Seek(Timeline.End);
        var panic = Timeline.FindText("Kernel panic"u8, backward: true);
        Assert.That(panic, Is.Not.Null.And.LessThan(Timeline.End));
        Assert.That(Timeline.FindText("no such text"u8, backward: true), Is.Null);
    }

    [Test]
    public void A_changed_state_is_dropped_by_going_back()
    {
        Timeline.Seek(Middle);
        var before = Timeline.ComputeDigest().Total;
        Timeline.WriteRegister(0, [1, 2, 3, 4]);
        Timeline.Step(10);
        Timeline.Seek(Middle);
        Assert.That((Timeline.IsForked, Timeline.ComputeDigest().Total), Is.EqualTo((false, before)));
    }

    private uint Word(uint address)
    {
        // Paging is off here: linear is physical.
        var bytes = new byte[4];
        Timeline.Machine.Memory.ReadBytes(address, bytes);
        return BitConverter.ToUInt32(bytes);
    }

    private uint StackTop()
    {
        var bytes = new byte[4];
        var cpu = (IDebugCpu)Timeline.Machine.Cpus[0];
        var number = cpu.DebugRegisters.ToList().FindIndex(register => register.Name == "esp");
        cpu.ReadRegister(number, bytes);
        return BitConverter.ToUInt32(bytes) - 4;
    }
}
