using NUnit.Framework;
using ReplayEmu.Devices.Pc.Pic8259;

namespace ReplayEmu.Devices.Tests.Pc;

public sealed class Pic8259Tests
{
    private const int Intr = 0;
    private DeviceRig rig = null!;
    private Pic8259Device pic = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        pic = new Pic8259Device(rig.Machine);
        pic.Output = rig.Machine.Irqs.Connect("intr", rig, Intr);
        pic.Reset();
        Initialize(icw4: 0x01);
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void AnEdgeGivesItsVector()
    {
        pic.SetInput(4, true);
        Assert.That(rig.Pin(Intr), Is.True);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0c));
        Assert.That(rig.Pin(Intr), Is.False);
    }

    [Test]
    public void TheSlaveComesThroughTheCascade()
    {
        pic.SetInput(14, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x76));
        Assert.That(InService(), Is.EqualTo((0x04, 0x40)));
    }

    [Test]
    public void LowerPriorityWaitsForTheEnd()
    {
        pic.SetInput(1, true);
        pic.AcknowledgeInterrupt();
        pic.SetInput(4, true);
        Assert.That(rig.Pin(Intr), Is.False);
        rig.Out(0x20, 0x20);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0c));
    }

    [Test]
    public void HigherPriorityInterruptsTheHandler()
    {
        pic.SetInput(4, true);
        pic.AcknowledgeInterrupt();
        pic.SetInput(0, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x08));
    }

    [Test]
    public void AMaskedRequestStaysInTheRequestRegister()
    {
        rig.Out(0x21, 0x10);
        pic.SetInput(4, true);
        Assert.That(rig.Pin(Intr), Is.False);
        Assert.That(rig.In(0x20), Is.EqualTo(0x10));
        rig.Out(0x21, 0);
        Assert.That(rig.Pin(Intr), Is.True);
    }

    [Test]
    public void NothingPendingIsSpurious7()
    {
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0f));
        Assert.That(InService(), Is.EqualTo((0, 0)));
    }

    [Test]
    public void ASlaveRequestThatWentAwayIsSpurious15()
    {
        pic.SetInput(10, true);
        // Masking it at the slave lowers the cascade, but the master has latched its edge.
        rig.Out(0xa1, 0x04);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x77));
        Assert.That(InService(), Is.EqualTo((0x04, 0)));
    }

    [Test]
    public void ALevelInputRequestsAsLongAsItIsHigh()
    {
        rig.Out(0x4d1, 0x08);
        pic.SetInput(11, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x73));
        rig.Out(0xa0, 0x20);
        rig.Out(0x20, 0x20);
        Assert.That(rig.Pin(Intr), Is.True);
        pic.SetInput(11, false);
        Assert.That(rig.In(0xa0), Is.Zero);
    }

    [Test]
    public void TimerKeyboardAndCascadeCannotBeLevel()
    {
        rig.Out(0x4d0, 0xff);
        rig.Out(0x4d1, 0xff);
        Assert.That((rig.In(0x4d0), rig.In(0x4d1)), Is.EqualTo(((byte)0xf8, (byte)0xde)));
    }

    [Test]
    public void AutomaticEndLeavesNothingInService()
    {
        Initialize(icw4: 0x03);
        pic.SetInput(5, true);
        pic.AcknowledgeInterrupt();
        Assert.That(InService(), Is.EqualTo((0, 0)));
    }

    [Test]
    public void TwoSlaveRequestsWithAutomaticEndAreBothServed()
    {
        Initialize(icw4: 0x03);
        pic.SetInput(9, true);
        pic.SetInput(10, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x71));
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x72));
    }

    [Test]
    public void RotateOnEndMakesTheServedInputLowest()
    {
        pic.SetInput(3, true);
        pic.AcknowledgeInterrupt();
        rig.Out(0x20, 0xa0);
        pic.SetInput(3, false);
        pic.SetInput(3, true);
        pic.SetInput(4, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0c));
    }

    [Test]
    public void SetPriorityNamesTheLowest()
    {
        rig.Out(0x20, 0xc5);
        pic.SetInput(0, true);
        pic.SetInput(6, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0e));
    }

    [Test]
    public void SpecialMaskModeLetsLowerPrioritiesIn()
    {
        pic.SetInput(1, true);
        pic.AcknowledgeInterrupt();
        rig.Out(0x21, 0x02);
        rig.Out(0x20, 0x68);
        pic.SetInput(6, true);
        Assert.That(pic.AcknowledgeInterrupt(), Is.EqualTo(0x0e));
    }

    [Test]
    public void APollAcknowledges()
    {
        pic.SetInput(6, true);
        rig.Out(0x20, 0x0c);
        Assert.That(rig.In(0x20), Is.EqualTo(0x86));
        Assert.That(InService().Master, Is.EqualTo(0x40));
    }

    [Test]
    public void InitialisationForgetsEdges()
    {
        pic.SetInput(4, true);
        Initialize(icw4: 0x01);
        Assert.That(rig.Pin(Intr), Is.False);
    }

    private (int Master, int Slave) InService()
    {
        rig.Out(0x20, 0x0b);
        rig.Out(0xa0, 0x0b);
        return (rig.In(0x20), rig.In(0xa0));
    }

    private void Initialize(int icw4)
    {
        foreach (var (port, vector, icw3) in new (ushort, int, int)[] { (0x20, 0x08, 4), (0xa0, 0x70, 2) })
        {
            rig.Out(port, 0x11);
            rig.Out((ushort)(port + 1), vector);
            rig.Out((ushort)(port + 1), icw3);
            rig.Out((ushort)(port + 1), icw4);
        }
    }
}
