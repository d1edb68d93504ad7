using NUnit.Framework;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Decode;

public sealed class SelfModifyingCodeTests
{
    [Test]
    public void A_write_to_the_next_instruction_is_seen_by_it()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                var target = a.CreateLabel();
                // Replaces the immediate of the following instruction.
                a.mov(__byte_ptr[0x10000 + 7 + 1], (byte)42);
                a.Label(ref target);
                a.mov(eax, 1);
                a.hlt();
            }
        );

        machine.Run(10);

        Assert.That(machine.Eax, Is.EqualTo(42));
    }

    [Test]
    public void Code_that_ran_before_is_decoded_again()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(ebx, 0x20000);
                a.call(ebx);
                a.mov(ecx, eax);
                a.mov(__dword_ptr[0x20001], 77);
                a.call(ebx);
                a.hlt();
            }
        );
        machine.Assemble(
            32,
            0x20000,
            a =>
            {
                a.mov(eax, 1);
                a.ret();
            }
        );

        machine.Run(100);

        Assert.That((machine.Ecx, machine.Eax), Is.EqualTo((1u, 77u)));
    }

    [Test]
    public void A_write_from_outside_is_seen()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, a => a.jmp(0x10000));
        machine.Run(10);

        machine.Assemble(32, 0x10000, a => a.mov(eax, 5));
        machine.Run(1);

        Assert.That(machine.Eax, Is.EqualTo(5));
    }

    [Test]
    public void Data_beside_code_does_not_disturb_it()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                var loop = a.CreateLabel();
                a.Label(ref loop);
                a.inc(__dword_ptr[0x10800]);
                a.jmp(loop);
            }
        );

        machine.Run(2000);

        Assert.That(machine.Read32(0x10800), Is.EqualTo(1000));
    }

    [Test]
    public void Code_can_still_be_changed_after_writes_beside_it()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                var loop = a.CreateLabel();
                a.mov(ecx, 3);
                a.Label(ref loop);
                a.mov(__dword_ptr[0x10800], ecx);
                a.dec(ecx);
                a.jne(loop);
                a.mov(ebx, 0x10400);
                a.call(ebx);
                a.mov(__dword_ptr[0x10401], 77);
                a.call(ebx);
                a.hlt();
            }
        );
        machine.Assemble(
            32,
            0x10400,
            a =>
            {
                a.mov(eax, 1);
                a.ret();
            }
        );

        machine.Run(100);

        Assert.That((machine.Eax, machine.Read32(0x10800)), Is.EqualTo((77u, 1u)));
    }

    [Test]
    public void An_instruction_across_pages_sees_changes_in_both()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10ffd);
        machine.Assemble(32, 0x10ffd, a => a.mov(eax, 0x11223344));
        machine.Assemble(32, 0x11002, a => a.jmp(0x10ffd));
        machine.Run(2);

        machine.Write(0x11000, 0x55);
        machine.Write(0x10ffe, 0x66);
        machine.Run(1);

        Assert.That(machine.Eax, Is.EqualTo(0x11553366));
    }
}
