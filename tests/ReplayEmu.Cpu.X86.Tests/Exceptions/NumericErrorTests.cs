using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Interrupts;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Exceptions;

public sealed unsafe class NumericErrorTests
{
    [Test]
    public void With_NE_the_next_waiting_instruction_faults()
    {
        using var machine = DividingByZero(Cr0Bits.NumericError);

        machine.Run(7);

        Assert.That(machine.State->Rip, Is.EqualTo(0x11000));
    }

    [Test]
    public void Without_NE_it_freezes_until_an_interrupt()
    {
        using var machine = DividingByZero(0);
        machine.WriteGate(0x75, 0x12000);
        machine.Assemble(32, 0x12000, a => a.hlt());
        machine.Cpu.InterruptController = new FixedVector(0x75);
        machine.State->Eflags |= Eflag.Interrupt;
        machine.Run(20);
        var frozen = machine.State->Rip;

        machine.Cpu.SetInput((int)X86Pin.Intr, true);
        machine.Run(1);

        Assert.That((frozen, machine.State->Rip), Is.EqualTo((0x10000UL + 15, 0x12000UL)));
    }

    [Test]
    public void IGNNE_lets_it_go_on()
    {
        using var machine = DividingByZero(0);
        machine.Run(20);

        machine.Cpu.SetInput((int)X86Pin.IgnoreNumericError, true);
        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(7));
    }

    private static X86Machine DividingByZero(ulong cr0)
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.State->Cr0 |= cr0;
        machine.WriteGate(16, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Write32(0x20000, 0x33b);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.fninit();
                a.fldcw(__word_ptr[0x20000]);
                a.fld1();
                a.fldz();
                a.fdivp(st1, st0);
                // Offset 15 after a NOP.
                a.nop();
                a.fld1();
                a.mov(eax, 7);
            }
        );
        return machine;
    }

    private sealed class FixedVector(byte vector) : IInterruptAcknowledge
    {
        public byte AcknowledgeInterrupt() => vector;
    }
}
