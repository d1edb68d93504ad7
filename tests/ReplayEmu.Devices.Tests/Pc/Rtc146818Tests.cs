using NUnit.Framework;
using ReplayEmu.Devices.Pc.Rtc146818;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class Rtc146818Tests
{
    private const ulong Second = 1_000_000_000;
    private DeviceRig rig = null!;
    private Rtc146818Device rtc = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        // 2012-01-01, a Sunday.
        rtc = new Rtc146818Device(rig.Machine, rig, 1325376000);
        rtc.SetCmos(0x14, 0x07);
        rtc.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void PowersOnAtTheBaseDate() =>
        Assert.That(
            (Get(0x32), Get(9), Get(8), Get(7), Get(6), Get(4), Get(2), Get(0)),
            Is.EqualTo(((byte)0x20, (byte)0x12, (byte)1, (byte)1, (byte)1, (byte)0, (byte)0, (byte)0))
        );

    [Test]
    public void StatusRegistersArePowerOnValues() =>
        Assert.That((Get(10), Get(11), Get(12), Get(13)), Is.EqualTo(((byte)0x26, (byte)2, (byte)0, (byte)0x80)));

    [Test]
    public void GuestTimeMovesTheCalendar()
    {
        rig.Advance((31 * 86400ul + 3 * 3600 + 59) * Second);
        Assert.That(
            (Get(8), Get(7), Get(6), Get(4), Get(0)),
            Is.EqualTo(((byte)2, (byte)1, (byte)4, (byte)3, (byte)0x59))
        );
    }

    [Test]
    public void BinaryAndTwelveHours()
    {
        rig.Advance(13 * 3600 * Second);
        Set(11, 0x04);
        Assert.That((Get(4), Get(9)), Is.EqualTo(((byte)0x81, (byte)12)));
    }

    [Test]
    public void MidnightIsTwelveInTwelveHourMode()
    {
        Set(11, 0x00);
        Assert.That(Get(4), Is.EqualTo(0x12));
    }

    [Test]
    public void TheGuestCanSetTheTime()
    {
        Set(11, 0x82);
        Set(9, 0x99);
        Set(0x32, 0x19);
        Set(8, 0x12);
        Set(7, 0x31);
        Set(4, 0x23);
        Set(2, 0x59);
        Set(0, 0x59);
        Set(11, 0x02);
        rig.Advance(Second);
        Assert.That(
            (Get(0x32), Get(9), Get(8), Get(7), Get(4), Get(0)),
            Is.EqualTo(((byte)0x20, (byte)0, (byte)1, (byte)1, (byte)0, (byte)0))
        );
    }

    [Test]
    public void TheSetBitStopsTheClock()
    {
        Set(11, 0x82);
        rig.Advance(5 * Second);
        Assert.That(Get(0), Is.Zero);
    }

    [Test]
    public void UpdateInProgressComesBeforeTheSecond()
    {
        rig.Advance(Second - 250_000);
        Assert.That(Get(10) & 0x80, Is.Zero);
        rig.Advance(10_000);
        Assert.That(Get(10) & 0x80, Is.EqualTo(0x80));
        rig.Advance(240_000);
        Assert.That(Get(10) & 0x80, Is.Zero);
    }

    [Test]
    public void ThePeriodicInterruptIs1024Hertz()
    {
        Set(11, 0x42);
        for (var i = 0; i < 1024; i++)
        {
            rig.Advance(Second / 1024 + 1);
            Get(12);
        }

        Assert.That(rig.Rises(8), Is.EqualTo(1024));
    }

    [Test]
    public void ReadingCAcknowledges()
    {
        Set(11, 0x42);
        rig.Advance(Second / 1000);
        Assert.That(rig.Pin(8), Is.True);
        Assert.That(Get(12), Is.EqualTo(0xc0));
        Assert.That(rig.Pin(8), Is.False);
        Assert.That(Get(12), Is.Zero);
    }

    [Test]
    public void TheUpdateInterruptComesAtTheSecond()
    {
        Set(11, 0x12);
        rig.Advance(Second - 1);
        Assert.That(rig.Pin(8), Is.False);
        rig.Advance(1);
        Assert.That(rig.Pin(8), Is.True);
    }

    [Test]
    public void TheAlarmMatchesItsTime()
    {
        Set(1, 0x30);
        Set(3, 0x01);
        Set(5, 0xff);
        Set(11, 0x22);
        rig.Advance(89 * Second);
        Assert.That(rig.Pin(8), Is.False);
        rig.Advance(Second);
        Assert.That(rig.Pin(8), Is.True);
        Assert.That(Get(12) & 0x20, Is.EqualTo(0x20));
    }

    [Test]
    public void TheBatteryKeepsRamOverAReset()
    {
        Set(0x0f, 0x05);
        rtc.Reset();
        Assert.That((Get(0x0f), Get(0x14)), Is.EqualTo(((byte)5, (byte)7)));
    }

    [Test]
    public void TheIndexPortCannotBeRead() => Assert.That(rig.In(0x70), Is.EqualTo(0xff));

    private byte Get(int index)
    {
        rig.Out(0x70, index);
        return rig.In(0x71);
    }

    private void Set(int index, int value)
    {
        rig.Out(0x70, index);
        rig.Out(0x71, value);
    }
}
