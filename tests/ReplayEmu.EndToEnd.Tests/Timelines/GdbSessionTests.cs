using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Gdb.Packets;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>The remote protocol, packet by packet, on the failing boot.</summary>
public sealed class GdbSessionTests
{
    private const ulong Middle = 400_000;

    private TimelineRig rig = null!;

    [SetUp]
    public void Record()
    {
        rig = new TimelineRig();
        rig.Timeline.Seek(Middle);
    }

    [TearDown]
    public void Close() => rig.Dispose();

    [Test]
    public void It_says_that_it_can_go_backward() =>
        Assert.That(
            GdbClient.Send(rig.Timeline, "qSupported:swbreak+")[0],
            Does.Contain("ReverseStep+").And.Contain("ReverseContinue+").And.Contain("qXfer:features:read+")
        );

    [Test]
    public void The_target_description_comes_in_parts() =>
        Assert.That(
            GdbClient.Send(
                rig.Timeline,
                "qXfer:features:read:target.xml:0,20",
                "qXfer:features:read:target.xml:20,fff0",
                "qXfer:features:read:target.xml:ffffff,10"
            ),
            Has.ItemAt(0).StartsWith("m<?xml").And.ItemAt(1).EndsWith("</target>").And.ItemAt(2).EqualTo("l")
        );

    [Test]
    public void A_step_and_a_step_back_come_to_the_same_registers()
    {
        var answers = GdbClient.Send(rig.Timeline, "QStartNoAckMode", "g", "s", "bs", "g");
        Assert.That(answers[4], Is.EqualTo(answers[1]));
        Assert.That(answers[2], Is.EqualTo("T05thread:01;"));
    }

    [Test]
    public void A_breakpoint_is_met_forward_and_backward()
    {
        var pc = rig.Timeline.Machine.Cpus[0].ProgramCounter.ToString("x", CultureInfo.InvariantCulture);
        var answers = GdbClient.Send(rig.Timeline, $"Z0,{pc},1", "vCont;c", "bc", $"z0,{pc},1", "bc");
        Assert.That(
            answers,
            Is.EqualTo(
                new[]
                {
                    "OK",
                    "T05thread:01;swbreak:;",
                    "T05thread:01;swbreak:;",
                    "OK",
                    "T05thread:01;replaylog:begin;",
                }
            )
        );
    }

    [Test]
    public void The_end_of_the_recording_is_told() =>
        Assert.That(GdbClient.Send(rig.Timeline, "c")[0], Is.EqualTo("T05thread:01;replaylog:end;"));

    [Test]
    public void Memory_that_is_written_is_read_and_dropped_by_going_back()
    {
        var before = GdbClient.Send(rig.Timeline, "m500,4")[0];
        var answers = GdbClient.Send(rig.Timeline, "M500,4:01020304", "m500,4", "s", "bs", "m500,4");
        Assert.That(answers[1], Is.EqualTo("01020304"));
        Assert.That(answers[4], Is.EqualTo(before));
    }

    [Test]
    public void Monitor_tells_the_place()
    {
        var command = Convert.ToHexStringLower("seek 1000"u8);
        var answer = Convert.FromHexString(GdbClient.Send(rig.Timeline, "qRcmd," + command)[0]);
        Assert.That(Encoding.Latin1.GetString(answer), Does.StartWith("icount 1000 of "));
    }

    [Test]
    public void A_hostile_client_gets_answers_and_nothing_else()
    {
        // No c: a run to the end of the recording each time would only take long.
        const string Letters = "gGpPmMZzsbvHqQT?0123456789abf,:;=#-XRcmd";
        var random = 7u;
        var sent = new List<byte>();
        for (var i = 0; i < 400; i++)
        {
            var packet = new StringBuilder();
            for (var length = Next(24); length > 0; length--)
            {
                packet.Append(Letters[(int)Next((uint)Letters.Length)]);
            }

            if (packet.Length == 0 || packet[0] != 'c')
            {
                sent.AddRange(PacketWriter.Frame(packet.ToString()));
            }

            sent.Add((byte)Next(256));
        }

        Assert.That(GdbClient.Raw(rig.Timeline, sent), Has.Count.GreaterThan(100));

        uint Next(uint below)
        {
            random = (random * 1664525) + 1013904223;
            return (random >> 8) % below;
        }
    }
}
