using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Devices.Pc.I8042;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class Ps2MouseTests
{
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        rig.Machine.AddDevice(new I8042Device(rig.Machine, rig, rig, 20));
        rig.Machine.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void A_reset_answers_with_test_result_and_number() =>
        Assert.That(Tell(0xff), Is.EqualTo(new byte[] { 0xfa, 0xaa, 0x00 }));

    [Test]
    public void An_answer_is_marked_and_interrupts()
    {
        rig.Out(0x64, 0xd4);
        rig.Out(0x60, 0xf2);
        Assert.That(rig.In(0x64) & 0x21, Is.EqualTo(0x21));
        Assert.That((rig.Pin(12), rig.Pin(1)), Is.EqualTo((true, false)));
    }

    [TestCase(100, 3)]
    [TestCase(200, 4)]
    public void The_sequence_of_sample_rates_makes_it_another_mouse(int second, int type)
    {
        foreach (var rate in (int[])[200, second, 80])
        {
            Tell(0xf3);
            Tell(rate);
        }

        Assert.That(Tell(0xf2), Is.EqualTo(new byte[] { 0xfa, (byte)type }));
    }

    [Test]
    public void It_reports_movement_once_it_is_enabled()
    {
        rig.Send("mouse0", 0, 1, 1, 0);
        Assert.That(Answers(), Is.Empty);
        Tell(0xf4);
        rig.Send("mouse0", 1, 4, 0xfe, 0);
        Assert.That(Answers(), Is.EqualTo(new byte[] { 0x29, 5, 0xff }));
    }

    [Test]
    public void Far_movement_takes_several_packets()
    {
        Tell(0xf4);
        rig.Send("mouse0", 0, 100, 0, 0, 0, 100, 0, 0);
        Assert.That(Answers(), Is.EqualTo(new byte[] { 0x08, 100, 0, 0x08, 100, 0 }));
    }

    [Test]
    public void In_wrap_mode_it_sends_back_what_it_gets()
    {
        Tell(0xee);
        Assert.That(Tell(0x12), Is.EqualTo(new byte[] { 0x12 }));
        Assert.That(Tell(0xec), Is.EqualTo(new byte[] { 0xfa }));
    }

    [Test]
    public void Its_status_shows_scaling_resolution_and_rate()
    {
        Tell(0xe7);
        Tell(0xe8);
        Tell(3);
        Assert.That(Tell(0xe9), Is.EqualTo(new byte[] { 0xfa, 0x10, 3, 100 }));
    }

    [Test]
    public void A_disabled_port_holds_its_bytes_back()
    {
        rig.Out(0x64, 0xa7);
        Assert.That(Tell(0xf2), Is.Empty);
        rig.Out(0x64, 0xa8);
        Assert.That(Answers(), Is.EqualTo(new byte[] { 0xfa, 0 }));
    }

    private List<byte> Tell(int value)
    {
        rig.Out(0x64, 0xd4);
        rig.Out(0x60, value);
        return Answers();
    }

    private List<byte> Answers()
    {
        var bytes = new List<byte>();
        while ((rig.In(0x64) & 1) != 0)
        {
            bytes.Add(rig.In(0x60));
        }

        return bytes;
    }
}
