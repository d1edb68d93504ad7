using NUnit.Framework;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Tests.Exceptions;

/// <summary>Facilities that MSR disables interrupt before anything is done.</summary>
[TestFixture]
internal sealed unsafe class UnavailableFacilityTests
{
    // fmr f1,f2; vor v1,v2,v2; xxlor vs1,vs2,vs2; mtvsrd vs1,r3; mtvsrd vs33,r3; lxvx vs1,r0,r3; lxvx vs33,r0,r3
    [TestCase(0xfc201090u, 0x800UL)]
    [TestCase(0x10221484u, 0xf20UL)]
    [TestCase(0xf0221490u, 0xf40UL)]
    [TestCase(0x7c230166u, 0x800UL)]
    [TestCase(0x7c230167u, 0xf20UL)]
    [TestCase(0x7c201a18u, 0xf40UL)]
    [TestCase(0x7c201a19u, 0xf20UL)]
    public void A_disabled_facility_interrupts(uint word, ulong vector)
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, word);
        m.Run(1);
        Assert.That((m.State->Nip, m.State->Srr0), Is.EqualTo((vector, PowerMachine.Start)));
    }

    [TestCase(0xfc201090u, MsrBits.Fp)]
    [TestCase(0x10221484u, MsrBits.Vec)]
    [TestCase(0xf0221490u, MsrBits.Vsx)]
    public void An_enabled_facility_runs(uint word, ulong enable)
    {
        using var m = new PowerMachine();
        m.Cpu.SetMsr(MsrBits.Sf | enable);
        m.Code(PowerMachine.Start, word);
        m.Run(1);
        Assert.That(m.State->Nip, Is.EqualTo(PowerMachine.Start + 4));
    }

    [Test]
    public void An_enabled_exception_interrupts_when_machine_state_allows()
    {
        using var m = new PowerMachine();
        m.Cpu.SetMsr(MsrBits.Sf | MsrBits.Fp | MsrBits.Fe0 | MsrBits.Fe1);
        // mtfsb1 24 (VE), mtfsb1 21 (VXSOFT)
        m.Code(PowerMachine.Start, 0xff00004c, 0xfea0004c);
        m.Run(2);
        Assert.That(
            (m.State->Nip, m.State->Srr0, m.State->Srr1 & 0xffff0000),
            Is.EqualTo((0x700UL, PowerMachine.Start + 4, 0x100000UL))
        );
    }
}
