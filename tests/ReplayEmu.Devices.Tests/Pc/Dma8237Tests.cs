using NUnit.Framework;
using ReplayEmu.Devices.Pc.Dma8237;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class Dma8237Tests
{
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        new Dma8237Device(rig.Machine).Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [TestCase(0x04, 0x0c)]
    [TestCase(0xc4, 0xd8)]
    public void AddressesAreWrittenAndReadLowByteFirst(int port, int clearByte)
    {
        rig.Out((ushort)clearByte, 0);
        rig.Out((ushort)port, 0x34);
        rig.Out((ushort)port, 0x12);
        Assert.That((rig.In((ushort)port), rig.In((ushort)port)), Is.EqualTo(((byte)0x34, (byte)0x12)));
    }

    [Test]
    public void TheByteOrderIsSharedByAllChannels()
    {
        rig.Out(0x00, 0x11);
        rig.Out(0x0c, 0);
        rig.Out(0x00, 0x22);
        rig.Out(0x00, 0x33);
        Assert.That((rig.In(0x00), rig.In(0x00)), Is.EqualTo(((byte)0x22, (byte)0x33)));
    }

    [Test]
    public void MasksAreSetAfterMasterClear()
    {
        rig.Out(0x0e, 0);
        Assert.That(rig.In(0x0f) & 15, Is.Zero);
        rig.Out(0x0a, 6);
        Assert.That(rig.In(0x0f) & 15, Is.EqualTo(4));
        rig.Out(0x0d, 0);
        Assert.That(rig.In(0x0f) & 15, Is.EqualTo(15));
    }

    [Test]
    public void PageRegistersReadBack()
    {
        rig.Out(0x81, 0x5a);
        rig.Out(0x481, 0xa5);
        Assert.That((rig.In(0x81), rig.In(0x481)), Is.EqualTo(((byte)0x5a, (byte)0xa5)));
    }
}
