using NUnit.Framework;
using ReplayEmu.Devices.Pc.Hpet;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class HpetTests
{
    private const ulong Base = HpetDevice.BaseAddress;
    private const ulong Configuration = 0x10;
    private const ulong Status = 0x20;
    private const ulong Counter = 0xf0;
    private const uint Level = 2;
    private const uint Enable = 4;
    private const uint Periodic = 8;
    private const uint SetComparator = 0x40;
    private const uint Is32Bit = 0x100;
    private const uint Route2 = 2 << 9;
    private DeviceRig rig = null!;
    private HpetDevice hpet = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        hpet = new HpetDevice(rig.Machine, rig.Machine.Memory.Root, rig);
        rig.Machine.AddDevice(hpet);
        rig.Machine.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void Its_capabilities_are_those_of_qemu()
    {
        Assert.That(Read(0), Is.EqualTo(0x8086a201));
        Assert.That(Read(4), Is.EqualTo(10_000_000));
    }

    [Test]
    public void The_counter_stands_until_it_is_enabled()
    {
        rig.Advance(1000);
        Assert.That(Read(Counter), Is.Zero);
    }

    [Test]
    public void The_counter_runs_at_100_MHz()
    {
        Write(Configuration, 1);
        rig.Advance(1000);
        Assert.That(Read(Counter), Is.EqualTo(100));
    }

    [Test]
    public void A_halted_counter_keeps_its_value_and_goes_on_from_it()
    {
        Write(Configuration, 1);
        rig.Advance(1000);
        Write(Configuration, 0);
        rig.Advance(1000);
        Assert.That(Read(Counter), Is.EqualTo(100));
        Write(Configuration, 1);
        rig.Advance(1000);
        Assert.That(Read(Counter), Is.EqualTo(200));
    }

    [Test]
    public void A_one_shot_fires_at_its_comparator()
    {
        Write(Configuration, 1);
        Write(Timer(2), Enable | Route2);
        Write(Timer(2) + 8, 50);
        Write(Timer(2) + 12, 0);
        rig.Advance(499);
        Assert.That(rig.Rises(2), Is.Zero);
        rig.Advance(2);
        Assert.That(rig.Rises(2), Is.EqualTo(1));
    }

    [Test]
    public void A_periodic_timer_keeps_its_pace()
    {
        Write(Configuration, 1);
        Write(Timer(0), Enable | Periodic | SetComparator | Is32Bit | Route2);
        Write(Timer(0) + 8, 100);
        Write(Timer(0) + 8, 100);
        rig.Advance(10_001);
        Assert.That(rig.Rises(2), Is.EqualTo(10));
    }

    [Test]
    public void A_level_interrupt_stays_until_its_status_is_cleared()
    {
        Write(Configuration, 1);
        Write(Timer(2), Enable | Level | Is32Bit | Route2);
        Write(Timer(2) + 8, 50);
        rig.Advance(501);
        Assert.That(rig.Pin(2));
        Assert.That(Read(Status), Is.EqualTo(4));
        Write(Status, 4);
        Assert.That(rig.Pin(2), Is.False);
    }

    [Test]
    public void In_legacy_mode_timer_0_is_request_0_and_the_PIT_is_held_back()
    {
        Write(Configuration, 3);
        hpet.SetInput(0, true);
        Assert.That(rig.Pin(0), Is.False);
        Write(Timer(0), Enable | Is32Bit);
        Write(Timer(0) + 8, 50);
        rig.Advance(501);
        Assert.That(rig.Rises(0), Is.EqualTo(1));
    }

    [Test]
    public void Outside_legacy_mode_PIT_and_RTC_pass_through([Values(0, 8)] int request)
    {
        hpet.SetInput(request, true);
        Assert.That(rig.Pin(request));
    }

    [Test]
    public void Leaving_legacy_mode_shows_what_was_held_back()
    {
        Write(Configuration, 2);
        hpet.SetInput(8, true);
        Write(Configuration, 0);
        Assert.That(rig.Pin(8));
    }

    [Test]
    public void A_message_goes_to_memory()
    {
        Write(Configuration, 1);
        Write(Timer(1), Enable | Is32Bit | 0x4000);
        Write(Timer(1) + 0x10, 0x1234);
        Write(Timer(1) + 0x14, 0x100);
        Write(Timer(1) + 8, 50);
        rig.Advance(501);
        Assert.That(rig.Machine.Memory.Read(0x100, 4), Is.EqualTo(0x1234));
    }

    private static ulong Timer(int index) => 0x100 + ((ulong)index * 0x20);

    private uint Read(ulong offset) => (uint)rig.Machine.Memory.Read(Base + offset, 4);

    private void Write(ulong offset, uint value) => rig.Machine.Memory.Write(Base + offset, 4, value);
}
