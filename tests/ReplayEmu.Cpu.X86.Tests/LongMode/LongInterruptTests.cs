using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>Interrupts, exceptions and IRET in long mode (SDM volume 3, 6.14).</summary>
[TestFixture]
internal sealed unsafe class LongInterruptTests
{
    [Test]
    public void The_frame_has_five_words_and_begins_aligned()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[4] = LongGuest.StackTop - 3;

        guest.Run(a => a.@int(0x30), 1);

        Assert.That(
            (guest.Rsp, guest.Frame(0), guest.Frame(1), guest.Frame(3), guest.Frame(4)),
            Is.EqualTo(
                (
                    LongGuest.StackTop - 16 - 40,
                    LongGuest.CodeAddress + 2,
                    (ulong)LongGuest.Code64,
                    LongGuest.StackTop - 3,
                    (ulong)LongGuest.Data
                )
            )
        );
    }

    [Test]
    public void An_exception_from_user_code_takes_the_inner_stack_and_a_null_SS()
    {
        using var guest = new LongGuest();
        guest.Enter(LongGuest.UserCode64);

        guest.Run(a => a.hlt(), 2);

        Assert.That(
            (guest.Vector, guest.Rsp, X86State.Segment(guest.State, SegmentIndex.Ss)->Selector, guest.Frame(0)),
            Is.EqualTo((13, LongGuest.InnerStack - 48, (ushort)0, 0ul))
        );
    }

    [Test]
    public void The_interrupt_stack_table_gives_a_stack_at_the_same_level()
    {
        using var guest = new LongGuest();
        guest.WriteGate(6, LongGuest.HandlerAddress + 96, stack: 2);

        guest.Run(a => a.ud2(), 2);

        Assert.That(
            (guest.Vector, guest.Rsp, X86State.Segment(guest.State, SegmentIndex.Ss)->Selector),
            Is.EqualTo((6, LongGuest.FirstInterruptStack + 0x1000 - 40, LongGuest.Data))
        );
    }

    [Test]
    public void IRET_in_64_bit_code_always_pops_the_stack_pointer()
    {
        using var guest = new LongGuest();
        guest.Machine.Assemble(64, LongGuest.HandlerAddress + 0x300, a => a.iretq());
        guest.State->Gpr[4] = LongGuest.StackTop - 3;

        guest.Run(a => a.@int(0x30), 2);

        Assert.That((guest.State->Rip, guest.Rsp), Is.EqualTo((LongGuest.CodeAddress + 2, LongGuest.StackTop - 3)));
    }

    [Test]
    public void IRET_to_an_address_that_is_not_canonical_faults()
    {
        using var guest = new LongGuest();

        guest.Run(
            a =>
            {
                a.mov(rax, 0x800000000000);
                a.push(LongGuest.Data);
                a.push(0x8000);
                a.push(2);
                a.push(LongGuest.Code64);
                a.push(rax);
                a.iretq();
            },
            8
        );

        Assert.That((guest.Vector, guest.Frame(0)), Is.EqualTo((13, 0ul)));
    }

    [Test]
    public void IRET_goes_to_compatibility_code_and_back_by_an_interrupt()
    {
        using var guest = new LongGuest();
        guest.Machine.Assemble(
            32,
            0x18000,
            a =>
            {
                a.push(eax);
                a.@int(0x30);
            }
        );
        guest.WriteGate(0x30, LongGuest.HandlerAddress + 0x300, dpl: 3);

        guest.Run(
            a =>
            {
                a.push(LongGuest.UserData);
                a.push(0x8800);
                a.push(2);
                a.push(LongGuest.UserCode32);
                a.push(0x18000);
                a.iretq();
            },
            8
        );

        Assert.That(
            (guest.Vector, guest.Frame(0), guest.Frame(1), guest.Frame(3)),
            Is.EqualTo((0x30, 0x18003ul, (ulong)LongGuest.UserCode32, 0x87fcul))
        );
    }

    [Test]
    public void An_address_that_is_not_canonical_is_a_protection_fault()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[3] = 1UL << 63;

        guest.Run(a => a.mov(rax, __qword_ptr[rbx]), 2);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void On_the_stack_it_is_a_stack_fault()
    {
        using var guest = new LongGuest();
        guest.WriteGate(12, LongGuest.HandlerAddress + 192, stack: 1);
        guest.State->Gpr[4] = 0x800000000000 + 8;

        guest.Run(a => a.push(rax), 1);
        guest.Machine.Run(1);

        Assert.That((guest.Vector, guest.Frame(0)), Is.EqualTo((12, 0ul)));
    }

    [Test]
    public void A_jump_to_an_address_that_is_not_canonical_faults_at_the_jump()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[0] = 0x800000000000;

        guest.Run(a => a.jmp(rax), 2);

        Assert.That((guest.Vector, guest.Frame(1)), Is.EqualTo((13, LongGuest.CodeAddress)));
    }

    [Test]
    public void A_gate_to_32_bit_code_is_refused()
    {
        using var guest = new LongGuest();
        guest.WriteGate(6, LongGuest.HandlerAddress + 96);
        guest.Machine.Write(X86Machine.IdtAddress + 96 + 2, (byte)LongGuest.Code32, 0);

        guest.Run(a => a.ud2(), 2);

        Assert.That((guest.Vector, guest.Frame(0)), Is.EqualTo((13, LongGuest.Code32 | 1ul)));
    }

    [Test]
    public void An_absent_gate_is_told_by_its_number()
    {
        using var guest = new LongGuest();
        guest.Write64(X86Machine.IdtAddress + (0x30 * 16), 0x00008e0000080000 & ~0x800000000000UL);

        guest.Run(a => a.@int(0x30), 2);

        Assert.That((guest.Vector, guest.Frame(0)), Is.EqualTo((11, (0x30 * 8) + 2ul)));
    }
}
