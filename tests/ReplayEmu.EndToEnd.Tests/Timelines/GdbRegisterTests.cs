using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.EndToEnd.Tests.Timelines;

/// <summary>Every register that gdb is shown can be written and read back, and going back drops it.</summary>
public sealed class GdbRegisterTests
{
    private TimelineRig rig = null!;

    private IDebugCpu Cpu => (IDebugCpu)rig.Timeline.Machine.Cpus[0];

    [OneTimeSetUp]
    public void Record() => rig = new TimelineRig();

    [OneTimeTearDown]
    public void Close() => rig.Dispose();

    [TestCase("edx")]
    [TestCase("eip")]
    [TestCase("st3")]
    [TestCase("fctrl")]
    [TestCase("fop")]
    [TestCase("xmm5")]
    [TestCase("mxcsr")]
    [TestCase("cr2")]
    [TestCase("dr1")]
    [TestCase("gdtr_base")]
    [TestCase("idtr_limit")]
    [TestCase("rax")]
    [TestCase("r15")]
    [TestCase("xmm15")]
    public void A_register_has_what_was_written(string name)
    {
        rig.Timeline.Seek(400_000);
        var number = Cpu.DebugRegisters.ToList().FindIndex(register => register.Name == name);
        var value = new byte[Cpu.DebugRegisters[number].Bits / 8];
        (value[0], value[1]) = (0x34, 0x02);
        Assert.That(rig.Timeline.WriteRegister(number, value), Is.True);
        var read = new byte[value.Length];
        Cpu.ReadRegister(number, read);
        Assert.That(read, Is.EqualTo(value));
    }

    [Test]
    public void A_selector_brings_its_descriptor()
    {
        rig.Timeline.Seek(rig.Timeline.End - 1000);
        var answers = Send("pc", "pb", "Pc=00000000", "pc");
        Assert.That(answers[2], Is.EqualTo("OK"));
        Assert.That(answers[3], Is.EqualTo("00000000"));
        Assert.That(Send("Pc=f8ff0000")[0], Is.EqualTo("E01"), "beyond the table");
        rig.Timeline.Seek(0);
    }

    [Test]
    public void Descriptions_name_only_their_own_registers()
    {
        var names = Cpu.DebugRegisters.Where(register => register.Architecture == "i386:x86-64").ToList();
        Assert.That(names.Select(register => register.Name), Is.Unique.And.Contains("rip").And.Contains("cr8"));
        Assert.That(names.Select(register => register.Name), Does.Not.Contain("eip"));
    }

    [Test]
    public void All_registers_come_with_the_sizes_of_the_description()
    {
        rig.Timeline.Seek(1000);
        var bytes = Cpu
            .DebugRegisters.Where(register => register.Architecture == "i386")
            .Sum(register => register.Bits / 8);
        Assert.That(Send("g")[0], Has.Length.EqualTo(2 * bytes));
        Assert.That(
            Send("p" + Cpu.DebugRegisters.Count.ToString("x", CultureInfo.InvariantCulture))[0],
            Is.EqualTo("E01")
        );
    }

    private List<string> Send(params string[] packets) => GdbClient.Send(rig.Timeline, packets);
}
