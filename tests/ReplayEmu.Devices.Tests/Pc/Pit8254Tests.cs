using NUnit.Framework;
using ReplayEmu.Devices.Pc.Pit8254;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class Pit8254Tests
{
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        var pit = new Pit8254Device(rig.Machine, rig);
        rig.Machine.AddDevice(pit);
        pit.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void TheBiosTickIsAbout18AndATenthPerSecond()
    {
        // 10 s at 1193182 / 65536 Hz; the first half period begins high.
        rig.Advance(10_000_000_000);
        Assert.That(rig.Rises(0), Is.EqualTo(1 + 182));
    }

    [Test]
    public void OneSecondIsExactly1193182Ticks() =>
        Assert.That(PitTime.FromNanoseconds(1_000_000_000), Is.EqualTo(1193182));

    [TestCase(1ul)]
    [TestCase(1193181ul)]
    [TestCase(1193183ul)]
    [TestCase(98765432101ul)]
    public void ATickBeginsAtItsNanosecond(ulong ticks)
    {
        var at = PitTime.ToNanoseconds(ticks);
        Assert.That(PitTime.FromNanoseconds(at), Is.EqualTo(ticks));
        Assert.That(PitTime.FromNanoseconds(at - 1), Is.EqualTo(ticks - 1));
    }

    [Test]
    public void Mode0RaisesOnceAtTerminalCount()
    {
        Program(0, mode: 0, count: 100);
        Assert.That(rig.Pin(0), Is.False);
        AdvanceTicks(99);
        Assert.That(rig.Pin(0), Is.False);
        AdvanceTicks(1);
        Assert.That(rig.Pin(0), Is.True);
        AdvanceTicks(100000);
        Assert.That(rig.Pin(0), Is.True);
    }

    [Test]
    public void Mode2PulsesLowForOneTick()
    {
        Program(0, mode: 2, count: 10);
        AdvanceTicks(8);
        Assert.That(rig.Pin(0), Is.True);
        AdvanceTicks(1);
        Assert.That(rig.Pin(0), Is.False);
        AdvanceTicks(1);
        Assert.That(rig.Pin(0), Is.True);
    }

    [Test]
    public void Mode3OddCountIsHighOneTickLonger()
    {
        Program(0, mode: 3, count: 5);
        AdvanceTicks(2);
        Assert.That(rig.Pin(0), Is.True);
        AdvanceTicks(1);
        Assert.That(rig.Pin(0), Is.False);
        AdvanceTicks(2);
        Assert.That(rig.Pin(0), Is.True);
    }

    [Test]
    public void Mode4StrobesOnce()
    {
        Program(0, mode: 4, count: 3);
        AdvanceTicks(3);
        Assert.That(rig.Pin(0), Is.False);
        AdvanceTicks(1);
        Assert.That(rig.Pin(0), Is.True);
    }

    [Test]
    public void Mode1WaitsForTheGate()
    {
        rig.Out(0x61, 0);
        Program(2, mode: 1, count: 50);
        Assert.That(Out2, Is.True);
        rig.Out(0x61, 1);
        Assert.That(Out2, Is.False);
        AdvanceTicks(50);
        Assert.That(Out2, Is.True);
    }

    [Test]
    public void ALowGatePausesMode0()
    {
        rig.Out(0x61, 1);
        Program(2, mode: 0, count: 1000);
        AdvanceTicks(400);
        rig.Out(0x61, 0);
        AdvanceTicks(5000);
        Assert.That(Count(2), Is.EqualTo(600));
        rig.Out(0x61, 1);
        AdvanceTicks(100);
        Assert.That(Count(2), Is.EqualTo(500));
    }

    [Test]
    public void ANewCountInMode2BeginsWithTheNextPeriod()
    {
        Program(0, mode: 2, count: 1000);
        AdvanceTicks(400);
        rig.Out(0x40, 100);
        rig.Out(0x40, 0);
        Assert.That(Count(0), Is.EqualTo(600));
        AdvanceTicks(610);
        Assert.That(Count(0), Is.EqualTo(90));
    }

    [Test]
    public void ALatchHoldsUntilBothBytesAreRead()
    {
        Program(2, mode: 2, count: 0x1234);
        rig.Out(0x61, 1);
        rig.Out(0x43, 0x80);
        AdvanceTicks(77);
        Assert.That(rig.In(0x42) | rig.In(0x42) << 8, Is.EqualTo(0x1234));
        Assert.That(Count(2), Is.EqualTo(0x1234 - 77));
    }

    [Test]
    public void BcdCountsInDecimal()
    {
        rig.Out(0x61, 1);
        rig.Out(0x43, 0xb1);
        rig.Out(0x42, 0x00);
        rig.Out(0x42, 0x10);
        AdvanceTicks(1);
        Assert.That(Count(2), Is.EqualTo(0x0999));
    }

    [Test]
    public void ReadBackGivesStatusThenCount()
    {
        Program(0, mode: 2, count: 500);
        rig.Out(0x43, 0xc2);
        Assert.That(rig.In(0x40), Is.EqualTo(0x80 | 0x30 | 2 << 1));
        Assert.That(rig.In(0x40) | rig.In(0x40) << 8, Is.EqualTo(500));
    }

    [Test]
    public void StatusShowsThatNoCountWasWritten()
    {
        rig.Out(0x43, 0x30);
        rig.Out(0x43, 0xe2);
        Assert.That(rig.In(0x40), Is.EqualTo(0x40 | 0x30));
    }

    [Test]
    public void TheRefreshBitTogglesWithTime()
    {
        var before = rig.In(0x61) & 0x10;
        AdvanceTicks(18);
        Assert.That(rig.In(0x61) & 0x10, Is.Not.EqualTo(before));
    }

    private bool Out2 => (rig.In(0x61) & 0x20) != 0;

    private int Count(int channel)
    {
        rig.Out(0x43, channel << 6);
        return rig.In((ushort)(0x40 + channel)) | rig.In((ushort)(0x40 + channel)) << 8;
    }

    private void Program(int channel, int mode, int count)
    {
        rig.Out(0x43, channel << 6 | 0x30 | mode << 1);
        rig.Out((ushort)(0x40 + channel), count & 0xff);
        rig.Out((ushort)(0x40 + channel), count >> 8);
    }

    private void AdvanceTicks(ulong ticks)
    {
        var now = PitTime.FromNanoseconds(rig.Machine.Clock.Nanoseconds);
        rig.Machine.Run(PitTime.ToNanoseconds(now + ticks));
    }
}
