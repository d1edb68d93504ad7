using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>The way back of docs/time-travel.md, with the packets that gdb sends for it.</summary>
public sealed class TourTests
{
    private const string ReadNCells = "1001a0";
    private const string CellCounts = "19000c";

    private TimelineRig rig = null!;

    [OneTimeSetUp]
    public void Record() => rig = new TimelineRig();

    [OneTimeTearDown]
    public void Close() => rig.Dispose();

    [Test]
    public void The_panic_leads_back_to_the_read_of_the_class_code()
    {
        Monitor("seek text:Kernel panic");
        Assert.That(Send($"Z0,{ReadNCells},1", "bc")[1], Is.EqualTo("T05thread:01;swbreak:;"));
        Assert.That(Register("esi"), Is.EqualTo(0x80_0000), "the end of RAM");

        Assert.That(
            Send($"z0,{ReadNCells},1", $"Z2,{CellCounts},4", "bc")[2],
            Is.EqualTo($"T05thread:01;watch:{CellCounts};")
        );
        var node = Register("ebx");
        Assert.That(Memory(node), Is.EqualTo(0x6d65_6d00), "a node of type memory");

        var place = node.ToString("x", CultureInfo.InvariantCulture);
        Assert.That(Send($"z2,{CellCounts},4", $"Z2,{place},4", "bc")[2], Is.EqualTo($"T05thread:01;watch:{place};"));
        Assert.That(Register("ebx"), Is.EqualTo(0x8000_8000), "PCI function 00:10.0");

        Send($"z2,{place},4");
        Assert.That(
            Monitor("who-read pci:00:10.0+0x08"),
            Does.Contain("config-read 00:10.0+0x08 4 bytes = 0x05000000")
        );
    }

    [Test]
    public void The_document_says_what_the_build_does()
    {
        var text = System.IO.File.ReadAllText(RepositoryRoot.Combine("docs/time-travel.md"));
        Assert.That(text, Does.Contain("break *0x" + ReadNCells).And.Contain("watch *(int*)0x" + CellCounts));
    }

    private List<string> Send(params string[] packets) => GdbClient.Send(rig.Timeline, packets);

    private string Monitor(string command)
    {
        var hex = Convert.ToHexStringLower(Encoding.Latin1.GetBytes(command));
        return Encoding.Latin1.GetString(Convert.FromHexString(Send("qRcmd," + hex)[0]));
    }

    private uint Register(string name)
    {
        Assert.That(rig.Timeline.TryReadRegister(name, out var value), Is.True);
        return (uint)value;
    }

    private uint Memory(uint address) =>
        BitConverter.ToUInt32(
            Convert.FromHexString(Send("m" + address.ToString("x", CultureInfo.InvariantCulture) + ",4")[0])
        );
}
