using NUnit.Framework;
using ReplayEmu.Devices.Pc.LocalApic;

namespace ReplayEmu.Devices.Tests.Pc.Apic;

public sealed class LocalApicTests
{
    private const uint TaskPriority = 0x80;
    private const uint End = 0xb0;
    private const uint Command = 0x300;
    private const uint TimerVector = 0x320;
    private const uint Lint0 = 0x350;
    private const uint InitialCount = 0x380;
    private const uint CurrentCount = 0x390;
    private const uint Divide = 0x3e0;
    private const uint ToSelf = 0x40000;
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
    public void The_version_register_counts_six_local_vectors() =>
        Assert.That(apic.ReadLocal(0x30), Is.EqualTo(0x50014));

    [Test]
    public void An_interrupt_to_itself_is_requested_then_in_service()
    {
        apic.WriteLocal(Command, ToSelf | 0x41);
        Assert.That(rig.Pin(ApicRig.Interrupt));
        Assert.That(apic.ReadLocal(0x220), Is.EqualTo(2));
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x41));
        Assert.That(apic.ReadLocal(0x120), Is.EqualTo(2));
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void A_vector_of_the_same_class_waits_for_the_end_of_interrupt()
    {
        apic.WriteLocal(Command, ToSelf | 0x41);
        apic.Local.AcknowledgeInterrupt();
        apic.WriteLocal(Command, ToSelf | 0x4f);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
        apic.WriteLocal(End, 0);
        Assert.That(rig.Pin(ApicRig.Interrupt));
    }

    [Test]
    public void A_higher_class_interrupts_a_lower_one()
    {
        apic.WriteLocal(Command, ToSelf | 0x41);
        apic.Local.AcknowledgeInterrupt();
        apic.WriteLocal(Command, ToSelf | 0x51);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x51));
    }

    [Test]
    public void The_task_priority_holds_lower_vectors_back()
    {
        apic.WriteLocal(TaskPriority, 0x50);
        apic.WriteLocal(Command, ToSelf | 0x5f);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
        apic.WriteLocal(TaskPriority, 0x40);
        Assert.That(rig.Pin(ApicRig.Interrupt));
    }

    [Test]
    public void A_request_that_became_too_low_is_spurious()
    {
        apic.WriteLocal(Command, ToSelf | 0x41);
        apic.WriteLocal(TaskPriority, 0xf0);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0xff));
    }

    [Test]
    public void Nothing_arrives_while_it_is_disabled_by_software()
    {
        apic.WriteLocal(0xf0, 0xff);
        apic.WriteLocal(Command, ToSelf | 0x41);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
    }

    [Test]
    public void The_8259A_comes_through_LINT0_in_external_mode()
    {
        apic.WriteLocal(Lint0, 0x700);
        apic.Local.SetInput(LocalApicDevice.Lint0, true);
        Assert.That(rig.Pin(ApicRig.Interrupt));
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(ApicRig.ExternalVector));
    }

    [Test]
    public void The_8259A_is_kept_out_while_LINT0_is_masked()
    {
        apic.Local.SetInput(LocalApicDevice.Lint0, true);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
        apic.WriteLocal(Lint0, 0x700);
        Assert.That(rig.Pin(ApicRig.Interrupt));
    }

    [Test]
    public void The_8259A_goes_past_an_APIC_that_is_off()
    {
        apic.Local.SetInput(LocalApicDevice.GlobalEnable, false);
        apic.Local.SetInput(LocalApicDevice.Lint0, true);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(ApicRig.ExternalVector));
    }

    [Test]
    public void The_timer_fires_once()
    {
        apic.WriteLocal(TimerVector, 0x60);
        apic.WriteLocal(Divide, 0xb);
        apic.WriteLocal(InitialCount, 1000);
        rig.Advance(1000);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
        rig.Advance(2);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x60));
        apic.WriteLocal(End, 0);
        rig.Advance(5000);
        Assert.That(rig.Pin(ApicRig.Interrupt), Is.False);
        Assert.That(apic.ReadLocal(CurrentCount), Is.Zero);
    }

    [Test]
    public void The_timer_counts_down_by_its_divisor()
    {
        apic.WriteLocal(Divide, 0x3);
        apic.WriteLocal(InitialCount, 1000);
        rig.Advance(160);
        Assert.That(apic.ReadLocal(CurrentCount), Is.EqualTo(990));
    }

    [Test]
    public void A_periodic_timer_fires_again_and_again()
    {
        apic.WriteLocal(TimerVector, 0x20060);
        apic.WriteLocal(Divide, 0xb);
        apic.WriteLocal(InitialCount, 999);
        for (var i = 0; i < 3; i++)
        {
            rig.Advance(1001);
            Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x60));
            apic.WriteLocal(End, 0);
        }
    }

    [Test]
    public void A_message_from_a_device_is_an_interrupt()
    {
        rig.Machine.Memory.Write(0xfee0_0000, 4, 0x4042);
        Assert.That(apic.Local.AcknowledgeInterrupt(), Is.EqualTo(0x42));
    }

    [Test]
    public void An_NMI_command_pulses_the_pin()
    {
        apic.WriteLocal(Command, ToSelf | 0x400);
        Assert.That(rig.Rises(ApicRig.Nmi), Is.EqualTo(1));
    }

    [Test]
    public void INIT_to_the_others_reaches_nobody()
    {
        apic.WriteLocal(Command, 0xc4500);
        Assert.That(rig.Rises(ApicRig.Init), Is.Zero);
    }

    [TestCase(0x0fff_ffffu, 0x11u, true)]
    [TestCase(0xffff_ffffu, 0x01u, true)]
    [TestCase(0xffff_ffffu, 0x02u, false)]
    public void A_logical_destination_names_it(uint format, uint destination, bool expected)
    {
        apic.WriteLocal(0xe0, format);
        apic.WriteLocal(0xd0, 0x1100_0000);
        Assert.That(apic.Local.AnswersTo((byte)destination), Is.EqualTo(expected));
    }

    [Test]
    public void A_reserved_register_is_an_error()
    {
        Assert.That(apic.ReadLocal(0x40), Is.Zero);
        Assert.That(apic.ReadLocal(0x280), Is.EqualTo(0x80));
    }
}
