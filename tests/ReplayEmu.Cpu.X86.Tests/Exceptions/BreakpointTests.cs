using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Exceptions;

public sealed unsafe class BreakpointTests
{
    private const uint Data = 0x20000;

    [Test]
    public void A_breakpoint_on_an_instruction_is_met_before_it()
    {
        using var machine = Start(
            0x0001,
            0x10001,
            a =>
            {
                a.nop();
                a.inc(eax);
            }
        );

        machine.Run(3);

        Assert.That(
            (machine.Eax, machine.Read32(machine.Esp), machine.State->Dr[6]),
            Is.EqualTo((0u, 0x10001u, 0xffff0ff1UL))
        );
    }

    [Test]
    public void RF_lets_the_instruction_go_on()
    {
        using var machine = Start(
            0x0001,
            0x10001,
            a =>
            {
                a.nop();
                a.inc(eax);
                a.inc(eax);
            }
        );
        machine.Assemble(
            32,
            0x11000,
            a =>
            {
                a.or(__dword_ptr[esp + 8], (int)Eflag.Resume);
                a.iretd();
            }
        );

        machine.Run(6);

        Assert.That((machine.Eax, machine.State->Eflags & Eflag.Resume), Is.EqualTo((2u, 0u)));
    }

    [TestCase(0x000d0001u, ExpectedResult = 0x10005u, Description = "writes, 4 bytes")]
    [TestCase(0x000f0001u, ExpectedResult = 0x10003u, Description = "reads and writes, 4 bytes")]
    [TestCase(0x00010001u, ExpectedResult = 0x10005u, Description = "writes, 1 byte")]
    public uint A_breakpoint_on_data_is_met_behind_the_access(uint dr7)
    {
        using var machine = Start(
            dr7,
            Data,
            a =>
            {
                a.nop();
                a.mov(eax, __[esi]);
                a.mov(__[esi], eax);
                a.nop();
            }
        );
        machine.State->Gpr[6] = Data;
        machine.Assemble(32, 0x11000, a => a.jmp(0x11000));

        machine.Run(4);

        return machine.Read32(machine.Esp);
    }

    [Test]
    public void A_breakpoint_on_other_data_of_the_page_is_not_met()
    {
        using var machine = Start(
            0x000d0001,
            Data + 4,
            a =>
            {
                a.mov(__[esi], eax);
                a.inc(eax);
            }
        );
        machine.State->Gpr[6] = Data;

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(1));
    }

    [Test]
    public void Breakpoints_that_match_but_are_not_enabled_show_in_DR6_too()
    {
        using var machine = Start(0x00dd0001, Data, a => a.mov(__[esi], eax));
        machine.State->Dr[1] = Data;
        machine.State->Gpr[6] = Data;

        machine.Run(2);

        Assert.That(machine.State->Dr[6] & 15, Is.EqualTo(3));
    }

    [TestCase(true, ExpectedResult = 0xffff0ff1UL)]
    [TestCase(false, ExpectedResult = 0xffff0ff0UL)]
    public ulong A_breakpoint_on_a_port_needs_CR4_DE(bool extensions)
    {
        using var machine = Start(0x00020001, 0x80, a => a.@out(0x80, al));
        machine.State->Cr4 = extensions ? Cr4Bits.DebuggingExtensions : 0;

        machine.Run(1);

        return machine.State->Dr[6];
    }

    [Test]
    public void A_trap_behind_MOV_SS_waits_for_one_instruction()
    {
        using var machine = Start(
            0x000f0001,
            Data,
            a =>
            {
                a.mov(ss, __word_ptr[esi]);
                a.mov(eax, 5);
                a.mov(eax, 6);
            }
        );
        machine.Write32(Data, X86Machine.Data32);
        machine.State->Gpr[6] = Data;

        machine.Run(2);

        Assert.That((machine.Eax, machine.State->Rip), Is.EqualTo((5u, 0x11000UL)));
    }

    [Test]
    public void A_single_step_behind_MOV_SS_is_lost()
    {
        using var machine = Start(
            0,
            0,
            a =>
            {
                a.mov(ss, ecx);
                a.inc(eax);
            }
        );
        machine.State->Gpr[1] = X86Machine.Data32;
        machine.State->Eflags |= Eflag.Trap;

        machine.Run(2);

        Assert.That((machine.Eax, machine.Read32(machine.Esp)), Is.EqualTo((1u, 0x10003u)));
    }

    [Test]
    public void GD_keeps_the_registers_from_others()
    {
        using var machine = Start(0x2000, 0, a => a.mov(eax, dr0));

        machine.Run(1);

        Assert.That(
            (machine.State->Rip, machine.State->Dr[6], machine.State->Dr[7] & 0x2000),
            Is.EqualTo((0x11000UL, 0xffff2ff0UL, 0UL))
        );
    }

    [Test]
    public void INT1_needs_no_privilege_and_leaves_DR6()
    {
        using var machine = Start(0, 0, a => a.db(0xf1));

        machine.Run(1);

        Assert.That(
            (machine.Read32(machine.Esp), machine.State->Rip, machine.State->Dr[6]),
            Is.EqualTo((0x10001u, 0x11000UL, 0xffff0ff0UL))
        );
    }

    [Test]
    public void Each_iteration_of_a_string_instruction_is_a_step()
    {
        using var machine = Start(
            0,
            0,
            a =>
            {
                a.rep.stosb();
                a.nop();
            }
        );
        machine.Assemble(
            32,
            0x11000,
            a =>
            {
                a.inc(ebx);
                a.iretd();
            }
        );
        machine.State->Gpr[1] = 3;
        machine.State->Gpr[7] = Data;
        machine.State->Eflags |= Eflag.Trap;

        machine.Run(8);

        Assert.That((machine.Ebx, machine.Ecx), Is.EqualTo((3u, 0u)));
    }

    [Test]
    public void The_T_bit_of_a_TSS_traps_before_the_first_instruction_of_the_task()
    {
        using var guest = new Segmentation.TaskGuest();
        guest.SetNext(100, 1);
        guest.Handler(1, a => a.hlt());
        guest.First(a => a.db(0xea, 0, 0, 0, 0, Segmentation.TaskGuest.NextTss, 0));

        guest.Machine.Run(2);

        Assert.That(
            (guest.Machine.Read32(guest.Machine.Esp), guest.State->Dr[6]),
            Is.EqualTo((Segmentation.TaskGuest.Entry, 0xffff8ff0UL))
        );
    }

    [Test]
    public void A_breakpoint_is_kept_by_saving_and_restoring()
    {
        using var machine = Start(0x0001, 0x10000, a => a.inc(eax));
        machine.Cpu.StateReplaced();

        machine.Run(1);

        Assert.That(machine.State->Rip, Is.EqualTo(0x11000));
    }

    private static X86Machine Start(uint dr7, uint dr0, Action<Assembler> program)
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(1, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(32, 0x10000, program);
        machine.Cpu.WriteDebugRegister(0, dr0);
        machine.Cpu.WriteDebugRegister(7, dr7);
        return machine;
    }
}
