using NUnit.Framework;
using ReplayEmu.Devices.Pc.I8042;
using ReplayEmu.Devices.Pc.Port92;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class I8042Tests
{
    private const int A20 = 20;
    private DeviceRig rig = null!;
    private I8042Device controller = null!;
    private Port92Device port92 = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        port92 = new Port92Device(rig.Machine, rig, A20);
        controller = new I8042Device(rig.Machine, rig, port92, 0);
        controller.Reset();
        port92.Reset();
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void SelfTestPasses()
    {
        rig.Out(0x64, 0xaa);
        Assert.That(rig.In(0x64) & 0x05, Is.EqualTo(0x05));
        Assert.That(rig.In(0x60), Is.EqualTo(0x55));
        Assert.That(rig.In(0x64) & 0x01, Is.Zero);
    }

    [Test]
    public void TheKeyboardResetAnswersTwice()
    {
        rig.Out(0x60, 0xff);
        Assert.That((rig.In(0x60), rig.In(0x60)), Is.EqualTo(((byte)0xfa, (byte)0xaa)));
    }

    [Test]
    public void IdentifyIsTranslated()
    {
        Translate();
        rig.Out(0x60, 0xf2);
        Assert.That((rig.In(0x60), rig.In(0x60), rig.In(0x60)), Is.EqualTo(((byte)0xfa, (byte)0xab, (byte)0x41)));
    }

    [Test]
    public void AKeyInterruptsOncePerByte()
    {
        Translate();
        rig.Send("kbd0", 0x1e, 0x9e);
        Assert.That(rig.Pin(1), Is.True);
        Assert.That(rig.In(0x60), Is.EqualTo(0x1e));
        Assert.That(rig.In(0x60), Is.EqualTo(0x9e));
        Assert.That(rig.Rises(1), Is.EqualTo(2));
        Assert.That(rig.Pin(1), Is.False);
    }

    [Test]
    public void WithoutTranslationTheKeyboardSpeaksSet2()
    {
        rig.Send("kbd0", 0x9e);
        Assert.That((rig.In(0x60), rig.In(0x60)), Is.EqualTo(((byte)0xf0, (byte)0x1c)));
    }

    [Test]
    public void EverySet1CodeSurvivesBothTranslations([Range(0x01, 0x58)] int code)
    {
        Translate();
        rig.Send("kbd0", (byte)code);
        Assert.That(rig.In(0x60), Is.EqualTo(code));
    }

    [Test]
    public void ADisabledKeyboardWaits()
    {
        rig.Out(0x64, 0xad);
        rig.Send("kbd0", 0x1e);
        Assert.That(rig.In(0x64) & 1, Is.Zero);
        rig.Out(0x64, 0xae);
        Assert.That(rig.In(0x64) & 1, Is.EqualTo(1));
    }

    [Test]
    public void TheCommandByteReadsBack()
    {
        rig.Out(0x64, 0x60);
        rig.Out(0x60, 0x65);
        rig.Out(0x64, 0x20);
        Assert.That(rig.In(0x60), Is.EqualTo(0x65));
    }

    [Test]
    public void TheAuxiliaryLoopbackInterrupts()
    {
        rig.Out(0x64, 0xd3);
        rig.Out(0x60, 0x5a);
        Assert.That((rig.Pin(12), rig.Pin(1)), Is.EqualTo((true, false)));
        Assert.That(rig.In(0x60), Is.EqualTo(0x5a));
    }

    [Test]
    public void TheOutputPortDrivesA20()
    {
        Assert.That(rig.Pin(A20), Is.True);
        rig.Out(0x64, 0xd1);
        rig.Out(0x60, 0xdd);
        Assert.That(rig.Pin(A20), Is.False);
        rig.Out(0x92, 0x02);
        Assert.That(rig.Pin(A20), Is.True);
    }

    [Test]
    public void PulsingBit0ResetsTheMachine()
    {
        using var once = new DeviceRig();
        var gate = new Port92Device(once.Machine, once, A20);
        var device = new I8042Device(once.Machine, once, gate, 0);
        once.Machine.AddDevice(device);
        once.Machine.Reset();
        once.Out(0x64, 0xd1);
        once.Out(0x60, 0xdd);
        once.Out(0x64, 0xfe);
        once.Advance(1);
        Assert.That(once.Pin(A20), Is.True);
    }

    [Test]
    public void AFloodOfKeysIsBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            rig.Send("kbd0", 0x1e);
        }

        Assert.That(rig.Machine.InputPorts[0].Room(), Is.Zero);
    }

    private void Translate()
    {
        rig.Out(0x64, 0x60);
        rig.Out(0x60, 0x45);
    }
}
