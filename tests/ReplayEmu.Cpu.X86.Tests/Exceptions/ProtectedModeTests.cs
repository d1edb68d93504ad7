using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Exceptions;

public sealed unsafe class ProtectedModeTests
{
    [Test]
    public void A_bad_selector_gives_a_general_protection_fault_with_it()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(13, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(eax, 0x558);
                a.mov(ds, eax);
            }
        );

        machine.Run(5);

        Assert.That((machine.Read32(machine.Esp), machine.Read32(machine.Esp + 4)), Is.EqualTo((0x558u, 0x10005u)));
    }

    [Test]
    public void An_interrupt_from_ring_3_switches_to_the_stack_of_the_TSS()
    {
        using var machine = InRing3(a => a.@int(0x80));
        machine.WriteGate(0x80, 0x11000, dpl: 3);
        machine.Assemble(32, 0x11000, a => a.hlt());

        machine.Run(3);

        Assert.That(
            (
                machine.State->Cpl,
                machine.Esp,
                machine.Read32(0x9000 - 4),
                machine.Read32(0x9000 - 8),
                machine.Read32(0x9000 - 16),
                machine.Read32(0x9000 - 20)
            ),
            Is.EqualTo((0u, 0x9000u - 20, (uint)X86Machine.UserData32, 0x7000u, (uint)X86Machine.UserCode32, 0x10002u))
        );
    }

    [Test]
    public void IRET_goes_back_to_ring_3()
    {
        using var machine = InRing3(a =>
        {
            a.@int(0x80);
            a.mov(ebx, esp);
        });
        machine.WriteGate(0x80, 0x11000, dpl: 3);
        machine.Assemble(32, 0x11000, a => a.iretd());

        machine.Run(3);

        Assert.That((machine.State->Cpl, machine.Ebx), Is.EqualTo((3u, 0x7000u)));
    }

    [Test]
    public void A_gate_that_ring_3_may_not_use_gives_a_fault()
    {
        using var machine = InRing3(a => a.@int(0x80));
        machine.WriteGate(0x80, 0x11000, dpl: 0);
        machine.WriteGate(13, 0x12000);
        machine.Assemble(32, 0x12000, a => a.hlt());

        machine.Run(3);

        Assert.That(
            (machine.Read32(machine.Esp), machine.Read32(machine.Esp + 4)),
            Is.EqualTo(((0x80u * 8) + 2, 0x10000u))
        );
    }

    [Test]
    public void HLT_in_ring_3_gives_a_fault()
    {
        using var machine = InRing3(a => a.hlt());
        machine.WriteGate(13, 0x12000);
        machine.Assemble(32, 0x12000, a => a.mov(eax, 1));

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(1));
    }

    [Test]
    public void Without_handlers_the_CPU_shuts_down()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, a => a.ud2());

        Assert.That(machine.Cpu.Run(5), Is.EqualTo(CpuStop.Shutdown));
    }

    [Test]
    public void A_fault_without_a_usable_gate_becomes_a_double_fault()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(8, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(eax, 0x558);
                a.mov(ds, eax);
            }
        );

        machine.Run(3);

        Assert.That((machine.State->Rip, machine.Read32(machine.Esp)), Is.EqualTo((0x11001UL, 0u)));
    }

    [Test]
    public void The_trap_flag_stops_after_each_instruction()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(1, 0x11000);
        machine.Assemble(
            32,
            0x11000,
            a =>
            {
                a.inc(ebx);
                a.iretd();
            }
        );
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.nop();
                a.nop();
                a.nop();
            }
        );
        machine.State->Eflags |= Eflag.Trap;

        machine.Run(9);

        Assert.That(machine.Ebx, Is.EqualTo(3));
    }

    private static X86Machine InRing3(System.Action<Iced.Intel.Assembler> program)
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, program);
        machine.Cpu.SetCpl(3);
        machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.UserCode32, 0, uint.MaxValue, 0xc0fb00);
        machine.Cpu.SetSegment(SegmentIndex.Ss, X86Machine.UserData32, 0, uint.MaxValue, 0xc0f300);
        machine.State->Gpr[4] = 0x7000;
        return machine;
    }
}
