using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NUnit.Framework;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>Watchpoints of all kinds, conditions, and every form of vCont.</summary>
public sealed class GdbPointTests
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

    [TestCase("2", "watch")]
    [TestCase("3", "rwatch")]
    [TestCase("4", "awatch")]
    public void A_watch_names_its_kind_and_address(string kind, string name)
    {
        var place = Text(StackTop());
        var answers = Send($"Z{kind},{place},4", "c", "bc");
        Assert.That(answers.Skip(1), Has.All.EqualTo($"T05thread:01;{name}:{place};"));
    }

    [Test]
    public void A_condition_that_never_holds_goes_on_to_the_end()
    {
        var pc = Text(rig.Timeline.Machine.Cpus[0].ProgramCounter);
        Assert.That(Send($"Z0,{pc},1;X3,220027", "vCont;c")[1], Is.EqualTo("T05thread:01;replaylog:end;"));
        Assert.That(Send($"Z0,{pc},1;X3,220027", "bc")[1], Is.EqualTo("T05thread:01;replaylog:begin;"));
    }

    [TestCase("X3,220127")]
    [TestCase("X3,220027X3,220127")]
    [TestCase("X1,27", Description = "one that cannot be evaluated stops")]
    [TestCase("cmds:1,X3,220127")]
    public void A_condition_that_holds_stops(string conditions)
    {
        var pc = Text(rig.Timeline.Machine.Cpus[0].ProgramCounter);
        Assert.That(Send($"Z0,{pc},1;{conditions}", "vCont;c")[1], Is.EqualTo("T05thread:01;swbreak:;"));
    }

    [Test]
    public void A_condition_on_a_register_stops_where_the_register_has_the_value()
    {
        var pc = Text(rig.Timeline.Machine.Cpus[0].ProgramCounter);
        Send($"Z1,{pc},1", "c", "c", "c");
        var third = (rig.Timeline.Icount, Edi: Send("p7")[0]);
        rig.Timeline.Seek(Middle);
        var value = string.Concat(Enumerable.Range(0, 4).Select(i => third.Edi.Substring(6 - (2 * i), 2)));
        // edi == value
        var answers = Send($"Z1,{pc},1;X9,26000724{value}1327".Replace("X9", "Xa"), "c", "p7");
        Assert.That(answers[1], Is.EqualTo("T05thread:01;hwbreak:;"));
        Assert.That(answers[2], Is.EqualTo(third.Edi));
    }

    [TestCase("X")]
    [TestCase("X5,2201")]
    [TestCase("Xffffffffffffffff,22")]
    [TestCase("X2,zzzz")]
    public void A_malformed_condition_is_an_error(string condition) =>
        Assert.That(Send($"Z0,1000,1;{condition}")[0], Is.EqualTo("E01"));

    [TestCase("vCont;s:1", 1UL)]
    [TestCase("vCont;S05:p1.1;c", 1UL)]
    [TestCase("S05", 1UL)]
    public void Steps_come_in_many_forms(string packet, ulong steps)
    {
        Send(packet);
        Assert.That(rig.Timeline.Icount, Is.EqualTo(Middle + steps));
    }

    [Test]
    public void A_range_is_left_by_stepping()
    {
        var pc = rig.Timeline.Machine.Cpus[0].ProgramCounter;
        Send($"vCont;r{Text(pc)},{Text(pc + 1)}:1");
        Assert.That(rig.Timeline.Machine.Cpus[0].ProgramCounter, Is.Not.EqualTo(pc));
    }

    [Test]
    public void All_actions_are_offered() => Assert.That(Send("vCont?")[0], Is.EqualTo("vCont;c;C;s;S;t;r"));

    [Test]
    public void Bytes_can_be_written_as_they_are() =>
        Assert.That(Send("X500,0:", "X500,3:\u0001}\u00ff", "m500,3"), Is.EqualTo(new[] { "OK", "OK", "017dff" }));

    [TestCase("checkpoint", "1 is icount 400000")]
    [TestCase("who-wrote phys:0x700000", "not before this place")]
    [TestCase("who-wrote nonsense", "'nonsense' is no memory")]
    [TestCase("who-read port:0xcfc-0xcff", "icount ")]
    [TestCase("seek nowhere", "'nowhere' is no place")]
    [TestCase("seek time:8us", "icount 1000 of")]
    [TestCase("restart 1", "when ")]
    [TestCase("help", "when ")]
    public void Monitor_answers(string command, string expected)
    {
        var hex = System.Convert.ToHexStringLower(Encoding.Latin1.GetBytes(command));
        var answer = System.Convert.FromHexString(Send("qRcmd," + hex)[0]);
        Assert.That(Encoding.Latin1.GetString(answer), Does.StartWith(expected));
    }

    private static string Text(ulong value) => value.ToString("x", CultureInfo.InvariantCulture);

    private List<string> Send(params string[] packets) => GdbClient.Send(rig.Timeline, packets);

    private ulong StackTop()
    {
        var digits = Send("p4")[0];
        var bytes = System.Convert.FromHexString(digits);
        return System.BitConverter.ToUInt32(bytes) - 4;
    }
}
