using NUnit.Framework;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Tests.Instructions;

/// <summary>MSR.SF = 0.</summary>
[TestFixture]
internal sealed unsafe class NarrowTests
{
    [Test]
    public void Addresses_have_32_bits()
    {
        using var m = new PowerMachine();
        m.Cpu.SetMsr(0);
        // lwz r3,0(r4)
        m.Code(PowerMachine.Start, 0x80640000);
        m.Write(0x2000, 1, 2, 3, 4);
        m.State->Gpr[4] = 0xdead_0000_0000_2000;
        m.Run(1);
        Assert.That(m.State->Gpr[3], Is.EqualTo(0x01020304UL));
    }

    [Test]
    public void A_carry_leaves_bit_32()
    {
        using var m = new PowerMachine();
        m.Cpu.SetMsr(0);
        // addc. r3,r4,r5
        m.Code(PowerMachine.Start, 0x7c642815);
        m.State->Gpr[4] = 0xffffffff;
        m.State->Gpr[5] = 1;
        m.Run(1);
        Assert.That((m.State->XerCa, m.State->Cr[0]), Is.EqualTo(((byte)1, (byte)2)));
    }

    [Test]
    public void A_load_multiple_fills_registers_to_the_last()
    {
        using var m = new PowerMachine();
        // lmw r30,0(r4)
        m.Code(PowerMachine.Start, 0xbbc40000);
        m.Write(0x2000, 0, 0, 0, 1, 0x80, 0, 0, 2);
        m.State->Gpr[4] = 0x2000;
        m.Run(1);
        Assert.That((m.State->Gpr[30], m.State->Gpr[31]), Is.EqualTo((1UL, 0x80000002UL)));
    }

    [Test]
    public void In_little_endian_mode_a_load_multiple_interrupts()
    {
        using var m = new PowerMachine();
        m.Cpu.SetMsr(MsrBits.Sf | MsrBits.Le);
        m.Write(PowerMachine.Start, 0x00, 0x00, 0xc4, 0xbb);
        m.Run(1);
        Assert.That(m.State->Nip, Is.EqualTo(0x600UL));
    }

    [Test]
    public void A_string_fills_registers_a_byte_at_a_time()
    {
        using var m = new PowerMachine();
        // lswi r31,r4,5
        m.Code(PowerMachine.Start, 0x7fe42caa);
        m.Write(0x2000, 1, 2, 3, 4, 5);
        m.State->Gpr[4] = 0x2000;
        m.Run(1);
        Assert.That((m.State->Gpr[31], m.State->Gpr[0]), Is.EqualTo((0x01020304UL, 0x05000000UL)));
    }
}
