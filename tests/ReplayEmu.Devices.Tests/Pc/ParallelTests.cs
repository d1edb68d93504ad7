using NUnit.Framework;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class ParallelTests
{
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        new ParallelDevice(
            rig.Machine,
            new PropertySet(ParallelProperties.Driver, ParallelProperties.All),
            rig
        ).Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void Data_read_back_as_written()
    {
        rig.Out(0x378, 0x5a);
        Assert.That(rig.In(0x378), Is.EqualTo(0x5a));
    }

    [Test]
    public void A_strobe_makes_the_printer_busy_until_it_acknowledged()
    {
        rig.Out(0x37a, 0x0d);
        var busy = rig.In(0x379) & 0x80;
        rig.Out(0x37a, 0x0c);
        rig.In(0x379);
        rig.In(0x379);
        Assert.That((busy, rig.In(0x379) & 0xc0), Is.EqualTo((0, 0xc0)));
    }
}
