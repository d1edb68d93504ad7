using NUnit.Framework;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Serial;

public sealed class Uart16550Tests
{
    private const ushort Base = 0x3f8;
    private const int Irq = 4;
    private DeviceRig rig = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        new Uart16550Device(rig.Machine, "serial0", Base, rig, Irq).Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void PowerOnRegisters() =>
        Assert.That(
            (Get(1), Get(2), Get(3), Get(4), Get(5), Get(6)),
            Is.EqualTo(((byte)0, (byte)1, (byte)0, (byte)8, (byte)0x60, (byte)0xb0))
        );

    [Test]
    public void WhatIsTransmittedComesOut()
    {
        Put(0, 'h');
        Put(0, 'i');
        Assert.That(rig.Output, Is.EqualTo("hi"u8.ToArray()));
    }

    [Test]
    public void TheTransmitterInterruptsWhenEnabledAndAfterEachByte()
    {
        Put(1, 2);
        Assert.That(rig.Pin(Irq), Is.True);
        Assert.That(Get(2), Is.EqualTo(2));
        Assert.That(rig.Pin(Irq), Is.False);
        Put(0, 'x');
        Assert.That(rig.Pin(Irq), Is.True);
    }

    [Test]
    public void AReceivedByteInterrupts()
    {
        Put(1, 1);
        rig.Send("serial0", 0x41);
        Assert.That((rig.Pin(Irq), Get(2), Get(5) & 1), Is.EqualTo((true, (byte)4, 1)));
        Assert.That(Get(0), Is.EqualTo(0x41));
        Assert.That((rig.Pin(Irq), Get(5) & 1), Is.EqualTo((false, 0)));
    }

    [Test]
    public void TheFifoWaitsForItsTriggerLevel()
    {
        Put(2, 0x41);
        Put(1, 1);
        rig.Send("serial0", 1, 2, 3);
        Assert.That(rig.Pin(Irq), Is.False);
        rig.Send("serial0", 4);
        Assert.That(Get(2), Is.EqualTo(0xc4));
    }

    [Test]
    public void FewerBytesInterruptAfterFourCharacterTimes()
    {
        Put(2, 0x41);
        Put(1, 1);
        Put(3, 3);
        rig.Send("serial0", 1);
        // 10 bits at 9600 baud, four times.
        rig.Advance(4_166_665);
        Assert.That(rig.Pin(Irq), Is.False);
        rig.Advance(2);
        Assert.That(Get(2), Is.EqualTo(0xcc));
        Get(0);
        Assert.That(Get(2), Is.EqualTo(0xc1));
    }

    [Test]
    public void LineErrorsComeFirst()
    {
        Put(1, 7);
        rig.Send("serial0", 1, 2);
        Assert.That(Get(2), Is.EqualTo(6));
        Assert.That(Get(5) & 2, Is.EqualTo(2));
        Assert.That(Get(2), Is.EqualTo(4));
        Get(0);
        Assert.That(Get(2), Is.EqualTo(2));
    }

    [Test]
    public void RoomIsWhatTheReceiverTakes()
    {
        Assert.That(rig.Machine.InputPorts[0].Room(), Is.EqualTo(1));
        Put(2, 1);
        Assert.That(rig.Machine.InputPorts[0].Room(), Is.EqualTo(16));
        rig.Send("serial0", new byte[16]);
        Assert.That(rig.Machine.InputPorts[0].Room(), Is.Zero);
    }

    [Test]
    public void LoopbackReturnsBytesAndModemLines()
    {
        Put(4, 0x1a);
        Put(0, 0x5a);
        Assert.That(rig.Output, Is.Empty);
        Assert.That((Get(0), Get(6) & 0xf0), Is.EqualTo(((byte)0x5a, 0x90)));
    }

    [Test]
    public void ModemChangesInterrupt()
    {
        Put(4, 0x18);
        Get(6);
        Put(1, 8);
        Put(4, 0x19);
        Assert.That((rig.Pin(Irq), Get(2)), Is.EqualTo((true, (byte)0)));
        Assert.That(Get(6) & 0x0f, Is.EqualTo(2));
        Assert.That(rig.Pin(Irq), Is.False);
    }

    [Test]
    public void TheDivisorLatchHidesBehindItsBit()
    {
        Put(3, 0x83);
        Put(0, 0x34);
        Put(1, 0x12);
        Assert.That((Get(0), Get(1)), Is.EqualTo(((byte)0x34, (byte)0x12)));
        Put(3, 3);
        Assert.That(Get(1), Is.Zero);
    }

    [Test]
    public void APortOutsideTheSpaceIsRefused() =>
        Assert.That(
            () => new Uart16550Device(rig.Machine, "serial9", 0xfffc, rig, 4),
            Throws.TypeOf<ConfigurationException>()
        );

    private byte Get(int register) => rig.In((ushort)(Base + register));

    private void Put(int register, int value) => rig.Out((ushort)(Base + register), value);
}
