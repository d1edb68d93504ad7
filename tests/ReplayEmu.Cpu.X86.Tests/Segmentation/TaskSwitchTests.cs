using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Segmentation;

public sealed unsafe class TaskSwitchTests
{
    [Test]
    public void JMP_to_a_TSS_loads_the_new_task_and_releases_the_old_one()
    {
        using var guest = new TaskGuest();
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(
            (guest.State->Rip, guest.Machine.Eax, guest.Machine.Esp, guest.NextType, guest.OldType),
            Is.EqualTo(((ulong)TaskGuest.Entry, 0x11111111u, 0xa000u, 11u, 9u))
        );
    }

    [Test]
    public void The_old_task_is_saved_behind_the_JMP()
    {
        using var guest = new TaskGuest();
        guest.State->Gpr[3] = 0x87654321;
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(
            (guest.Old(32), guest.Old(36), guest.Old(52), guest.Old(76) & 0xffff),
            Is.EqualTo((0x10007u, 2u, 0x87654321u, (uint)X86Machine.Code32))
        );
    }

    [Test]
    public void A_task_switch_sets_TS_and_drops_local_breakpoints()
    {
        using var guest = new TaskGuest();
        guest.State->Dr[7] = 0x155;
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That((guest.State->Cr0 & Cr0Bits.TaskSwitched, guest.State->Dr[7]), Is.EqualTo((8UL, 0UL)));
    }

    [Test]
    public void CALL_nests_and_IRET_comes_back([Values] bool wide)
    {
        using var guest = new TaskGuest(wide);
        guest.First(a =>
        {
            a.db(0x9a, 0, 0, 0, 0, TaskGuest.TaskGate, 0);
            a.mov(ecx, 7);
        });
        guest.Next(a => a.iret());

        guest.Machine.Run(3);

        Assert.That(
            (guest.Machine.Ecx, guest.NextType & 3, guest.OldType, guest.State->Eflags & Eflag.NestedTask),
            Is.EqualTo((7u, 1u, 11u, 0u))
        );
    }

    [Test]
    public void A_nested_task_has_NT_and_the_link([Values] bool wide)
    {
        using var guest = new TaskGuest(wide);
        guest.First(a => a.db(0x9a, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(
            (guest.State->Eflags & Eflag.NestedTask, guest.Machine.Read32(TaskGuest.NextTssAddress) & 0xffff),
            Is.EqualTo((Eflag.NestedTask, (uint)X86Machine.Tss))
        );
    }

    [Test]
    public void A_task_of_the_80286_has_16_bit_registers_and_no_FS()
    {
        using var guest = new TaskGuest(wide: false);
        guest.Machine.Cpu.SetSegment(SegmentIndex.Fs, X86Machine.Data32, 0, uint.MaxValue, 0xc09300);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(
            (guest.Machine.Eax, X86State.Segment(guest.State, SegmentIndex.Fs)->Selector),
            Is.EqualTo((0xffff1111u, (ushort)0))
        );
    }

    [Test]
    public void An_exception_through_a_task_gate_pushes_its_error_code_in_the_new_task()
    {
        using var guest = new TaskGuest();
        guest.WriteTaskGate(13);
        guest.First(a =>
        {
            a.mov(eax, 0x558);
            a.mov(ds, eax);
        });

        guest.Machine.Run(2);

        Assert.That(
            (guest.Machine.Esp, guest.Machine.Read32(0x9ffc), guest.Old(32), guest.Old(36) & Eflag.Resume),
            Is.EqualTo((0x9ffcu, 0x558u, 0x10005u, Eflag.Resume))
        );
    }

    [Test]
    public void A_busy_task_is_refused_in_the_old_one()
    {
        using var guest = new TaskGuest();
        guest.Handler(13, a => a.hlt());
        guest.First(a => a.db(0x9a, 0, 0, 0, 0, (byte)X86Machine.Tss, 0));

        guest.Machine.Run(2);

        Assert.That(
            (guest.Machine.Read32(guest.Machine.Esp), guest.Machine.Read32(guest.Machine.Esp + 4)),
            Is.EqualTo(((uint)X86Machine.Tss, 0x10000u))
        );
    }

    [Test]
    public void A_short_TSS_is_invalid_in_the_old_task()
    {
        using var guest = new TaskGuest();
        guest.Handler(10, a => a.hlt());
        guest.Machine.WriteDescriptor(TaskGuest.NextTss, TaskGuest.NextTssAddress, 0x66, 0x89);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(2);

        Assert.That(
            (guest.Machine.Read32(guest.Machine.Esp), guest.Machine.Read32(guest.Machine.Esp + 4), guest.NextType),
            Is.EqualTo(((uint)TaskGuest.NextTss, 0x10000u, 9u))
        );
    }

    [Test]
    public void A_bad_data_segment_is_a_fault_of_the_new_task()
    {
        using var guest = new TaskGuest();
        guest.Handler(10, a => a.hlt());
        guest.SetSegment(SegmentIndex.Ds, 0x5f8);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(2);

        Assert.That(
            (guest.Machine.Esp, guest.Machine.Read32(guest.Machine.Esp), guest.Machine.Read32(guest.Machine.Esp + 4)),
            Is.EqualTo((0xa000u - 16, 0x5f8u, TaskGuest.Entry))
        );
    }

    [Test]
    public void A_task_without_a_stack_whose_handler_needs_one_shuts_down()
    {
        using var guest = new TaskGuest();
        guest.Machine.WriteDescriptor(TaskGuest.Ldt, 0, 0xfffff, 0xc013);
        guest.SetSegment(SegmentIndex.Ss, TaskGuest.Ldt);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Handler(12, a => a.hlt());

        Assert.That(guest.Machine.Cpu.Run(3), Is.EqualTo(CpuStop.Shutdown));
    }

    [Test]
    public void A_task_has_its_own_LDT()
    {
        using var guest = new TaskGuest();
        guest.SetNext(96, TaskGuest.Ldt);
        guest.Machine.Write32(0x5008, 0x0000ffff);
        guest.Machine.Write32(0x500c, 0x00cf9300);
        guest.SetSegment(SegmentIndex.Es, 0xc);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(
            (
                X86State.Segment(guest.State, SegmentIndex.Ldtr)->Base,
                X86State.Segment(guest.State, SegmentIndex.Es)->Limit
            ),
            Is.EqualTo((0x5000UL, uint.MaxValue))
        );
    }

    [Test]
    public void A_task_may_be_in_virtual_8086_mode()
    {
        using var guest = new TaskGuest();
        guest.SetNext(36, 0x23002);
        guest.SetNext(32, 0x10);
        guest.SetSegment(SegmentIndex.Cs, 0x1200);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));
        guest.Machine.Assemble(16, 0x12010, a => a.mov(ax, 5));

        guest.Machine.Run(2);

        Assert.That((guest.State->Cpl, guest.Machine.Eax), Is.EqualTo((3u, 0x11110005u)));
    }

    [Test]
    public void IRET_to_a_task_that_is_not_busy_is_an_invalid_TSS()
    {
        using var guest = new TaskGuest();
        guest.Handler(10, a => a.hlt());
        guest.Machine.Write32(X86Machine.TssAddress, TaskGuest.NextTss);
        guest.State->Eflags |= Eflag.NestedTask;
        guest.First(a => a.iretd());

        guest.Machine.Run(2);

        Assert.That(guest.Machine.Read32(guest.Machine.Esp), Is.EqualTo((uint)TaskGuest.NextTss));
    }

    [Test]
    public void The_budget_is_kept_by_a_fault_of_the_new_task()
    {
        using var guest = new TaskGuest();
        guest.Handler(10, a => a.hlt());
        guest.SetSegment(SegmentIndex.Ds, 0x5f8);
        guest.First(a => a.db(0xea, 0, 0, 0, 0, TaskGuest.NextTss, 0));

        guest.Machine.Run(1);

        Assert.That(guest.Machine.Machine.Clock.Icount, Is.EqualTo(1));
    }
}
