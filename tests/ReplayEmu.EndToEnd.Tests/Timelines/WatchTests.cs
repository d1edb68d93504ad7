using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>What passes the bus or changes in the state is found forward and backward, at the same places.</summary>
public sealed class WatchTests
{
    private const ulong First = 9_000;
    private const ulong Last = 45_000;

    private TimelineRig rig = null!;

    private TraceTimeline Timeline => rig.Timeline;

    [SetUp]
    public void Record() => rig = new TimelineRig();

    [TearDown]
    public void Close() => rig.Dispose();

    [Test]
    public void Port_reads_are_those_of_the_recording() =>
        AssertSameBothWays(new InteractionWatch([InteractionKind.PortRead], 0xcfc, 0xcff));

    [Test]
    public void Configuration_reads_are_found() =>
        AssertSameBothWays(new InteractionWatch([InteractionKind.ConfigRead], 0x8000, 0x80ff));

    [Test]
    public void Register_changes_are_found() => AssertSameBothWays(StateWatch.TryRegister(Timeline.Machine, "edi")!);

    [Test]
    public void Reads_of_memory_are_found()
    {
        Timeline.Seek(First);
        AssertSameBothWays(MemoryWatch.TryCreate(Timeline.Machine, StackPlace(), 4, WatchAccess.Read)!);
    }

    [Test]
    public void Reads_and_writes_of_memory_are_at_least_the_reads()
    {
        Timeline.Seek(First);
        var place = StackPlace();
        var reads = Forward(MemoryWatch.TryCreate(Timeline.Machine, place, 4, WatchAccess.Read)!);
        var writes = Forward(MemoryWatch.TryCreate(Timeline.Machine, place, 4, WatchAccess.Write)!);
        var all = Forward(MemoryWatch.TryCreate(Timeline.Machine, place, 4, WatchAccess.Any)!);
        Assert.That(all, Is.EqualTo(reads.Union(writes).Order()));
        Assert.That(reads, Is.Not.Empty);
        Assert.That(writes, Is.Not.Empty);
    }

    [Test]
    public void A_register_change_tells_the_values()
    {
        Timeline.Seek(First);
        Timeline.Watches.Add(StateWatch.TryRegister(Timeline.Machine, "edi")!);
        Timeline.Continue();
        var found = Timeline.WatchHit!;
        Timeline.Watches.Clear();
        Timeline.Seek(found.Icount);
        Assert.That(Register("edi"), Is.EqualTo(found.Before));
        Timeline.Step();
        Assert.That(Register("edi"), Is.EqualTo(found.After));
    }

    [Test]
    public void Looking_for_reads_leaves_no_trace_in_the_state()
    {
        Timeline.Seek(First);
        Forward(MemoryWatch.TryCreate(Timeline.Machine, StackPlace(), 4, WatchAccess.Any)!);
        var place = Timeline.Icount;
        using var forward = rig.Forward();
        forward.Machine.Run(place);
        Assert.That(TimelineRig.State(Timeline.ComputeDigest()), Is.EqualTo(TimelineRig.State(forward.Digest)));
    }

    private ulong StackPlace() => System.BitConverter.ToUInt32(Register("esp")) - 4;

    private byte[] Register(string name)
    {
        var bytes = new byte[4];
        var cpu = (Machine.Cpu.IDebugCpu)Timeline.Machine.Cpus[0];
        var number = cpu.DebugRegisters.ToList().FindIndex(register => register.Name == name);
        cpu.ReadRegister(number, bytes);
        return bytes;
    }

    private void AssertSameBothWays(TimelineWatch watch)
    {
        var forward = Forward(watch);
        Timeline.Watches.Add(watch);
        Timeline.Seek(Last);
        var backward = new List<ulong>();
        while (Timeline.ContinueBack() == TimelineStop.Watch && Timeline.Icount >= First)
        {
            backward.Insert(0, Timeline.Icount);
            Assert.That(Timeline.WatchHit!.Icount, Is.EqualTo(Timeline.Icount));
        }

        Assert.That(forward, Is.Not.Empty);
        Assert.That(backward, Is.EqualTo(forward));
    }

    private List<ulong> Forward(TimelineWatch watch)
    {
        Timeline.Watches.Clear();
        Timeline.Seek(First);
        Timeline.Watches.Add(watch);
        var places = new List<ulong>();
        while (Timeline.Continue() == TimelineStop.Watch && Timeline.WatchHit!.Icount < Last)
        {
            places.Add(Timeline.WatchHit.Icount);
        }

        Timeline.Watches.Clear();
        return places;
    }
}
