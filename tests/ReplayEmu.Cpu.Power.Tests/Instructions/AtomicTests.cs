using NUnit.Framework;

namespace ReplayEmu.Cpu.Power.Tests.Instructions;

[TestFixture]
internal sealed unsafe class AtomicTests
{
    /// <summary>lwarx r3,0,r4</summary>
    private const uint Lwarx = 0x7c602028;

    /// <summary>stwcx. r5,0,r4</summary>
    private const uint Stwcx = 0x7ca0212d;

    /// <summary>stw r6,0(r4)</summary>
    private const uint Stw = 0x90c40000;

    [Test]
    public void A_conditional_store_succeeds_once_after_a_reservation()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, Lwarx, Stwcx);
        m.State->Gpr[4] = 0x2000;
        m.State->Gpr[5] = 0x12345678;
        m.Run(2);
        Assert.That((m.State->Cr[0], m.Read64(0x2000) >> 32), Is.EqualTo(((byte)2, 0x12345678UL)));
    }

    [Test]
    public void A_conditional_store_fails_when_the_value_has_changed()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, Lwarx, Stw, Stwcx);
        m.State->Gpr[4] = 0x2000;
        m.State->Gpr[6] = 1;
        m.Run(3);
        Assert.That((m.State->Cr[0], m.Read64(0x2000) >> 32), Is.EqualTo(((byte)0, 1UL)));
    }

    [Test]
    public void A_misaligned_reservation_interrupts()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, Lwarx);
        m.State->Gpr[4] = 0x2002;
        m.Run(1);
        Assert.That((m.State->Nip, m.State->Dar), Is.EqualTo((0x600UL, 0x2002UL)));
    }
}
