using NUnit.Framework;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Tests.Exceptions;

[TestFixture]
internal sealed unsafe class InterruptTests
{
    [Test]
    public void A_system_call_saves_the_next_address()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, 0x44000002);
        m.Run(1);
        Assert.That((m.State->Nip, m.State->Srr0), Is.EqualTo((0xc00UL, PowerMachine.Start + 4)));
    }

    [Test]
    public void A_trap_tells_its_reason()
    {
        using var m = new PowerMachine();
        // trap
        m.Code(PowerMachine.Start, 0x7fe00008);
        m.Run(1);
        Assert.That(
            (m.State->Nip, m.State->Srr0, m.State->Srr1 & 0xffff0000),
            Is.EqualTo((0x700UL, PowerMachine.Start, 0x20000UL))
        );
    }

    [Test]
    public void A_word_that_is_no_instruction_is_illegal()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, 0);
        m.Run(1);
        Assert.That((m.State->Nip, m.State->Srr1 & 0xffff0000), Is.EqualTo((0x700UL, 0x80000UL)));
    }

    [Test]
    public void Interrupts_take_the_byte_order_that_the_hypervisor_set()
    {
        using var m = new PowerMachine();
        m.State->Lpcr = LpcrBits.Ile;
        m.Code(PowerMachine.Start, 0x44000002);
        m.Run(1);
        Assert.That(m.State->Msr, Is.EqualTo(MsrBits.Sf | MsrBits.Me | MsrBits.Le));
    }

    [Test]
    public void The_decrementer_interrupts_after_its_time()
    {
        using var m = new PowerMachine();
        // mtdec r3; mtmsrd r4,1; b .
        m.Code(PowerMachine.Start, 0x7c7603a6, 0x7c810164, 0x48000000);
        m.Code(0x900, 0x48000000);
        m.State->Gpr[3] = 100;
        m.State->Gpr[4] = MsrBits.Ee;
        // 2 ns a tick and 512 MHz: about 98 instructions.
        m.Run(90);
        var before = m.State->Nip;
        m.Run(20);
        Assert.That((before, m.State->Srr0), Is.EqualTo((PowerMachine.Start + 8, PowerMachine.Start + 8)));
    }

    [Test]
    public void A_return_restores_state_and_mode()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, 0x4c000024);
        m.State->Srr0 = 0x1_0000_2003;
        m.State->Srr1 = MsrBits.Me;
        m.Run(1);
        Assert.That((m.State->Nip, m.State->Msr), Is.EqualTo((0x2000UL, MsrBits.Me)));
    }
}
