using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Mmu;

public sealed unsafe class AlignmentTests
{
    private const uint Handler = 0x11000;

    [Test]
    public void A_misaligned_access_of_ring_3_faults_with_error_code_0()
    {
        using var machine = Start(3, Cr0Bits.AlignmentMask, Eflag.AlignmentCheck, a => a.mov(eax, __[0x20001]));

        machine.Run(1);

        Assert.That(
            (machine.State->Rip, machine.Read32(machine.Esp), machine.Read32(machine.Esp + 4)),
            Is.EqualTo(((ulong)Handler, 0u, 0x10000u))
        );
    }

    [TestCase(0u, Cr0Bits.AlignmentMask, Eflag.AlignmentCheck, Description = "ring 0")]
    [TestCase(3u, 0u, Eflag.AlignmentCheck, Description = "not AM")]
    [TestCase(3u, Cr0Bits.AlignmentMask, 0u, Description = "not AC")]
    public void Elsewhere_alignment_does_not_matter(uint cpl, ulong cr0, uint flags)
    {
        using var machine = Start(cpl, cr0, flags, a => a.mov(__[0x20001], eax));

        machine.Run(1);

        Assert.That(machine.State->Rip, Is.Not.EqualTo(Handler));
    }

    [Test]
    public void POPF_switches_the_check_on()
    {
        using var machine = Start(
            3,
            Cr0Bits.AlignmentMask,
            0,
            a =>
            {
                a.push((int)(Eflag.AlignmentCheck | 2));
                a.popfd();
                a.add(__dword_ptr[0x20002], eax);
            }
        );

        machine.Run(3);

        Assert.That(machine.State->Rip, Is.EqualTo(Handler));
    }

    [Test]
    public void A_ten_byte_operand_is_aligned_to_8()
    {
        using var machine = Start(
            3,
            Cr0Bits.AlignmentMask,
            Eflag.AlignmentCheck,
            a =>
            {
                a.fninit();
                a.fld1();
                a.fstp(__tword_ptr[0x20008]);
                a.nop();
            }
        );

        machine.Run(4);

        Assert.That(machine.State->Rip, Is.Not.EqualTo(Handler));
    }

    [Test]
    public void The_state_of_the_FPU_is_checked_as_a_whole()
    {
        using var machine = Start(
            3,
            Cr0Bits.AlignmentMask,
            Eflag.AlignmentCheck,
            a =>
            {
                a.fninit();
                a.fnsave(__[0x20004]);
                a.nop();
            }
        );

        machine.Run(3);

        Assert.That(machine.State->Rip, Is.EqualTo(0x10000 + 2 + 6 + 1));
    }

    private static X86Machine Start(uint cpl, ulong cr0, uint flags, Action<Assembler> program)
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(17, Handler);
        machine.Assemble(32, Handler, a => a.hlt());
        machine.Assemble(32, 0x10000, program);
        if (cpl == 3)
        {
            machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.UserCode32, 0, uint.MaxValue, 0xc0fb00);
            machine.Cpu.SetSegment(SegmentIndex.Ss, X86Machine.UserData32, 0, uint.MaxValue, 0xc0f300);
        }

        machine.State->Cr0 |= cr0;
        machine.State->Eflags |= flags;
        machine.Cpu.SetCpl(cpl);
        return machine;
    }
}
