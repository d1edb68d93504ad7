using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Interrupts;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Exceptions;

public sealed unsafe class RealModeTests
{
    [Test]
    public void INT_goes_through_the_vector_table_and_IRET_back()
    {
        using var machine = new X86Machine();
        machine.StartReal(0x600);
        machine.Write32(0x10 * 4, 0x0000_0700);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.@int(0x10);
                a.mov(bx, 7);
            }
        );
        machine.Assemble(
            16,
            0x700,
            a =>
            {
                a.mov(ax, 5);
                a.iret();
            }
        );

        machine.Run(4);

        Assert.That((machine.Eax, machine.Ebx, machine.Esp), Is.EqualTo((5u, 7u, 0x8000u)));
    }

    [Test]
    public void An_interrupt_is_taken_after_the_instruction_behind_STI()
    {
        using var machine = new X86Machine();
        machine.Cpu.InterruptController = new FixedVector(0x20);
        machine.StartReal(0x600);
        machine.Write32(0x20 * 4, 0x0000_0700);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.sti();
                a.inc(ax);
                a.inc(ax);
            }
        );
        machine.Assemble(16, 0x700, a => a.hlt());
        machine.Cpu.SetInput((int)X86Pin.Intr, true);

        machine.Run(4);

        Assert.That((machine.Eax & 0xffff, machine.State->Rip), Is.EqualTo((1u, 0x701UL)));
    }

    [Test]
    public void A_halted_CPU_wakes_for_an_interrupt()
    {
        using var machine = new X86Machine();
        machine.Cpu.InterruptController = new FixedVector(0x20);
        machine.StartReal(0x600);
        machine.Write32(0x20 * 4, 0x0000_0700);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.sti();
                a.hlt();
            }
        );
        machine.Assemble(16, 0x700, a => a.mov(ax, 9));
        machine.Cpu.Run(10);
        var halted = machine.Cpu.IsHalted;

        machine.Cpu.SetInput((int)X86Pin.Intr, true);
        machine.Cpu.Run(2);

        Assert.That((halted, machine.Eax & 0xffff), Is.EqualTo((true, 9u)));
    }

    [Test]
    public void Unreal_mode_keeps_the_limit_of_protected_mode()
    {
        using var machine = new X86Machine();
        machine.StartReal(0x600);
        machine.Cpu.SetSegment(SegmentIndex.Ds, 0, 0, uint.MaxValue, 0xc09300);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.mov(ax, 0);
                a.mov(ds, ax);
                a.mov(esi, 0x200000);
                a.mov(__dword_ptr[esi], 0x12345678);
            }
        );

        machine.Run(4);

        Assert.That(machine.Read32(0x200000), Is.EqualTo(0x12345678));
    }

    [Test]
    public void Beyond_64_KiB_real_mode_faults()
    {
        using var machine = new X86Machine();
        machine.StartReal(0x600);
        machine.Write32(13 * 4, 0x0000_0700);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.mov(esi, 0x10000);
                a.mov(ax, __word_ptr[esi]);
            }
        );
        machine.Assemble(16, 0x700, a => a.mov(bx, 1));

        machine.Run(3);

        Assert.That(machine.Ebx, Is.EqualTo(1));
    }

    [Test]
    public void The_way_to_protected_mode_and_back()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0);
        machine.State->Cr0 &= ~Cr0Bits.ProtectionEnable;
        machine.StartReal(0x600);
        machine.Assemble(
            16,
            0x600,
            a =>
            {
                a.mov(eax, cr0);
                a.or(al, 1);
                a.mov(cr0, eax);
                // ljmp 0x08:0x10000 with a 32-bit offset
                a.db(0x66, 0xea, 0x00, 0x00, 0x01, 0x00, 0x08, 0x00);
            }
        );
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(ecx, 0x10);
                a.mov(ds, ecx);
                a.mov(__dword_ptr[0x200000], 0x55aa);
                a.hlt();
            }
        );

        machine.Run(8);

        Assert.That((machine.Read32(0x200000), machine.State->Rip), Is.EqualTo((0x55aau, 0x10012UL)));
    }

    private sealed class FixedVector(byte vector) : IInterruptAcknowledge
    {
        public byte AcknowledgeInterrupt() => vector;
    }
}
