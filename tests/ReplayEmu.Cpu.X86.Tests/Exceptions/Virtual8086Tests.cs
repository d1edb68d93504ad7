using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Exceptions;

/// <summary>Virtual-8086 mode with a monitor in ring 0 whose handlers halt; expected values from the manual, QEMU lacks VME.</summary>
public sealed unsafe class Virtual8086Tests
{
    private const uint Privileged = Eflag.IoPrivilege;
    private const uint Handler = 0x11000;
    private const ushort MapBase = 0x88;

    [TestCase("cli")]
    [TestCase("sti")]
    [TestCase("pushf")]
    [TestCase("popf")]
    [TestCase("int")]
    [TestCase("iret")]
    [TestCase("pushfd")]
    public void Sensitive_instructions_fault_without_IOPL_3(string name)
    {
        using var machine = Start(0, 0, a => Sensitive(a, name));

        machine.Run(1);

        Assert.That((machine.State->Rip, machine.Read32(machine.Esp)), Is.EqualTo(((ulong)Handler + (13 * 16), 0u)));
    }

    [TestCase("cli")]
    [TestCase("sti")]
    [TestCase("pushf")]
    [TestCase("popf")]
    [TestCase("pushfd")]
    public void And_run_with_it(string name)
    {
        using var machine = Start(0, Privileged, a => Sensitive(a, name));

        machine.Run(1);

        Assert.That(machine.State->Cpl, Is.EqualTo(3));
    }

    [Test]
    public void An_interrupt_goes_to_the_monitor_with_all_segments_saved()
    {
        using var machine = Start(0, Privileged, a => a.@int(0x20));

        machine.Run(1);

        Assert.That(
            (
                machine.Read32(machine.Esp),
                machine.Read32(machine.Esp + 4),
                machine.Read32(machine.Esp + 8) & Eflag.Virtual8086,
                machine.Read32(machine.Esp + 12),
                machine.Read32(machine.Esp + 24),
                X86State.Segment(machine.State, SegmentIndex.Ds)->Selector
            ),
            Is.EqualTo((2u, 0x1000u, Eflag.Virtual8086, 0xffeu, 0x2000u, (ushort)0))
        );
    }

    [Test]
    public void IRET_of_the_monitor_goes_back()
    {
        using var machine = Start(
            0,
            Privileged,
            a =>
            {
                a.@int(0x20);
                a.mov(ax, 5);
            }
        );
        machine.Assemble(32, Handler + (0x20 * 16), a => a.iretd());

        machine.Run(3);

        Assert.That((machine.State->Cpl, machine.Eax), Is.EqualTo((3u, 5u)));
    }

    [Test]
    public void A_redirected_interrupt_stays_in_the_8086_program([Values] bool privileged)
    {
        using var machine = Start(Cr4Bits.Virtual8086Extensions, privileged ? Privileged : 0, a => a.@int(0x21));
        machine.Write32(0x21 * 4, 0x1000_0080);

        machine.Run(1);

        Assert.That(
            (machine.State->Cpl, machine.State->Rip, machine.Esp & 0xffff, machine.Read32(0x8000 + 0xff8)),
            Is.EqualTo((3u, 0x80UL, 0xff8u, 0x1000_0002u))
        );
    }

    [Test]
    public void An_interrupt_with_its_bit_set_is_the_monitors()
    {
        using var machine = Start(Cr4Bits.Virtual8086Extensions, 0, a => a.@int(0x22));
        machine.Write32(X86Machine.TssAddress + MapBase - 32 + 4, 4);

        machine.Run(1);

        Assert.That(machine.State->Rip, Is.EqualTo(Handler + (13 * 16)));
    }

    [Test]
    public void STI_sets_the_virtual_flag_and_PUSHF_shows_it()
    {
        using var machine = Start(
            Cr4Bits.Virtual8086Extensions,
            0,
            a =>
            {
                a.sti();
                a.pushf();
                a.pop(ax);
            }
        );

        machine.Run(3);

        Assert.That(
            (machine.State->Eflags & (Eflag.Interrupt | Eflag.VirtualInterrupt), machine.Eax),
            Is.EqualTo((Eflag.VirtualInterrupt, 0x3202u))
        );
    }

    [Test]
    public void STI_with_a_pending_virtual_interrupt_calls_the_monitor()
    {
        using var machine = Start(Cr4Bits.Virtual8086Extensions, Eflag.VirtualInterruptPending, a => a.sti());

        machine.Run(1);

        Assert.That(machine.State->Rip, Is.EqualTo(Handler + (13 * 16)));
    }

    [TestCase((ushort)0x0202, ExpectedResult = Eflag.VirtualInterrupt)]
    [TestCase((ushort)0x0002, ExpectedResult = 0u)]
    public uint POPF_sets_the_virtual_flag(ushort flags)
    {
        using var machine = Start(
            Cr4Bits.Virtual8086Extensions,
            0,
            a =>
            {
                a.push(flags);
                a.popf();
            }
        );

        machine.Run(2);

        return machine.State->Eflags & (Eflag.VirtualInterrupt | Eflag.Interrupt);
    }

    [Test]
    public void Protected_virtual_interrupts_let_ring_3_use_CLI_and_STI()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, a => a.sti());
        machine.State->Cr4 = Cr4Bits.ProtectedVirtualInterrupts;
        machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.UserCode32, 0, uint.MaxValue, 0xc0fb00);
        machine.Cpu.SetCpl(3);

        machine.Run(1);

        Assert.That(
            machine.State->Eflags & (Eflag.VirtualInterrupt | Eflag.Interrupt),
            Is.EqualTo(Eflag.VirtualInterrupt)
        );
    }

    [TestCase(0u, ExpectedResult = true)]
    [TestCase(1u, ExpectedResult = false)]
    public bool Ports_follow_the_map_whatever_IOPL_is(uint map)
    {
        using var machine = Start(0, Privileged, a => a.@out(0, al));
        machine.Write32(X86Machine.TssAddress + MapBase, map);

        machine.Run(1);

        return machine.State->Cpl == 3;
    }

    private static void Sensitive(Assembler a, string name)
    {
        switch (name)
        {
            case "cli":
                a.cli();
                break;
            case "sti":
                a.sti();
                break;
            case "pushf":
                a.pushf();
                break;
            case "popf":
                a.popf();
                break;
            case "int":
                a.@int(0x20);
                break;
            case "iret":
                a.iret();
                break;
            default:
                a.pushfd();
                break;
        }
    }

    /// <summary>CS 1000h, DS 2000h, SS 0800h with SP 0ffeh; gates for all vectors lead to 16 bytes each behind the handler.</summary>
    private static X86Machine Start(ulong cr4, uint flags, Action<Assembler> program)
    {
        var machine = new X86Machine("max");
        machine.StartProtected(0);
        for (var i = 0; i < 256; i++)
        {
            machine.WriteGate(i, Handler + (uint)(i * 16), dpl: 3);
        }

        machine.Cpu.SetSegment(SegmentIndex.Tr, X86Machine.Tss, X86Machine.TssAddress, 0x1ff, 0x8b00);
        machine.Write32(X86Machine.TssAddress + 100, (uint)MapBase << 16);
        machine.State->Cr4 = cr4;
        machine.State->Eflags |= Eflag.Virtual8086 | flags;
        machine.Cpu.SetCpl(3);
        foreach (
            var (segment, paragraph) in ((int, ushort)[])[(0, 0), (1, 0x1000), (2, 0x800), (3, 0x2000), (4, 0), (5, 0)]
        )
        {
            machine.Cpu.LoadParagraph(segment, paragraph);
        }

        machine.State->Gpr[4] = 0xffe;
        machine.State->Rip = 0;
        machine.Assemble(16, 0x10000, program);
        return machine;
    }
}
