using NUnit.Framework;

namespace ReplayEmu.Devices.Tests.Pc.Apic;

public sealed class IoApicTests
{
    private const uint Level = 0x8000;
    private const uint Remote = 0x4000;
    private const uint Masked = 0x10000;
    private DeviceRig rig = null!;
    private ApicRig apic = null!;

    [SetUp]
    public void SetUp()
    {
        rig = new DeviceRig();
        apic = ApicRig.Start(rig);
    }

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void The_version_register_counts_24_inputs() => Assert.That(apic.ReadIo(1), Is.EqualTo(0x170020));

    [Test]
    public void All_inputs_are_masked_after_reset([Range(0, 23)] int input) =>
        Assert.That(apic.ReadIo((byte)(0x10 + (2 * input))), Is.EqualTo(Masked));

    [Test]
    public void An_edge_is_sent_once()
    {
        Redirect(4, 0x44);
        Pulse(4);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x44));
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void Request_0_arrives_at_input_2()
    {
        Redirect(2, 0x30);
        Pulse(0);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x30));
    }

    [Test]
    public void An_edge_at_a_masked_input_is_lost()
    {
        Pulse(4);
        Redirect(4, 0x44);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void A_level_is_sent_again_when_it_is_still_there_at_the_end_of_interrupt()
    {
        Redirect(11, 0x51 | Level);
        apic.Io.SetInput(11, true);
        apic.Local.AcknowledgeInterrupt();
        Assert.That(apic.ReadIo(0x26) & Remote, Is.Not.Zero);
        apic.WriteLocal(0xb0, 0);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x51));
    }

    [Test]
    public void A_level_that_fell_is_over_at_the_end_of_interrupt()
    {
        Redirect(11, 0x51 | Level);
        apic.Io.SetInput(11, true);
        apic.Local.AcknowledgeInterrupt();
        apic.Io.SetInput(11, false);
        apic.WriteLocal(0xb0, 0);
        Assert.That(apic.ReadIo(0x26) & Remote, Is.Zero);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void The_end_register_ends_by_vector()
    {
        Redirect(11, 0x51 | Level);
        apic.Io.SetInput(11, true);
        apic.Io.SetInput(11, false);
        rig.Machine.Memory.Write(0xfec0_0040, 4, 0x51);
        Assert.That(apic.ReadIo(0x26) & Remote, Is.Zero);
    }

    [Test]
    public void Another_destination_does_not_get_it()
    {
        apic.WriteIo(0x19, 0x0500_0000);
        Redirect(4, 0x44);
        Pulse(4);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void External_mode_takes_the_vector_of_the_8259A()
    {
        Redirect(3, 0x700);
        Pulse(3);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(ApicRig.ExternalVector));
    }

    private void Redirect(int input, uint low) => apic.WriteIo((byte)(0x10 + (2 * input)), low);

    private void Pulse(int input)
    {
        apic.Io.SetInput(input, true);
        apic.Io.SetInput(input, false);
    }
}
