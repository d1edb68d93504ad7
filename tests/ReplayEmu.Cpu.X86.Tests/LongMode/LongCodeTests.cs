using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>What differs for instructions in 64-bit mode.</summary>
[TestFixture]
internal sealed unsafe class LongCodeTests
{
    [Test]
    public void A_32_bit_result_clears_the_upper_half()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[8] = ulong.MaxValue;

        guest.Run(a => a.add(r8d, 1), 1);

        Assert.That(guest.State->Gpr[8], Is.Zero);
    }

    [Test]
    public void An_operand_relative_to_RIP_is_relative_to_the_next_instruction()
    {
        using var guest = new LongGuest();
        guest.Write64(0x18000, 0x1122334455667788);
        guest.Load(a => a.nop());
        // MOV RAX, [RIP + 0x7ff8]
        guest.Machine.Write(LongGuest.CodeAddress + 1, 0x48, 0x8b, 5, 0xf8, 0x7f, 0, 0);

        guest.Machine.Run(2);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(0x1122334455667788));
    }

    [TestCase(0x7fffffff)]
    [TestCase(0x7ffff000)]
    [TestCase(-0x80000000L)]
    public void An_address_relative_to_RIP_reaches_two_gigabytes(long displacement)
    {
        using var guest = new LongGuest();
        guest.Load(a =>
        {
            a.nop();
            a.nop();
        });
        // LEA RAX, [RIP + disp32]
        guest.Machine.Write(LongGuest.CodeAddress + 2, 0x48, 0x8d, 0x05);
        guest.Machine.Write32(LongGuest.CodeAddress + 5, (uint)displacement);

        guest.Machine.Run(3);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(LongGuest.CodeAddress + 9 + (ulong)displacement));
    }

    [Test]
    public void Push_and_call_move_the_stack_by_eight()
    {
        using var guest = new LongGuest();
        guest.Run(
            a =>
            {
                a.push(-2);
                a.call(LongGuest.CodeAddress + 7);
            },
            2
        );

        Assert.That(
            (guest.Rsp, guest.Frame(0), guest.Frame(1), guest.State->Rip),
            Is.EqualTo(
                (LongGuest.StackTop - 16, LongGuest.CodeAddress + 7, ulong.MaxValue - 1, LongGuest.CodeAddress + 7)
            )
        );
    }

    [Test]
    public void Code_and_data_work_at_kernel_addresses()
    {
        using var guest = new LongGuest();
        guest.Machine.Assemble(
            64,
            LongGuest.CodeAddress,
            a =>
            {
                a.mov(rbx, unchecked((long)LongGuest.HighBase) + 0x18000);
                a.mov(__qword_ptr[rbx], rbx);
                a.mov(rcx, __qword_ptr[rbx]);
                a.hlt();
            }
        );
        guest.State->Rip = LongGuest.HighBase + LongGuest.CodeAddress;

        guest.Machine.Run(4);

        Assert.That(guest.State->Gpr[1], Is.EqualTo(LongGuest.HighBase + 0x18000));
    }

    [Test]
    public void Segment_bases_are_ignored_but_those_of_FS_and_GS()
    {
        using var guest = new LongGuest();
        guest.Cpu.SetSegment(SegmentIndex.Ds, LongGuest.Data, 0x1000, uint.MaxValue, 0xc09300);
        guest.State->Gpr[3] = 0x18000;
        guest.Write64(0x18000, 5);
        guest.Write64(0x19000, 6);

        guest.Run(
            a =>
            {
                a.mov(ecx, 0xc0000101);
                a.xor(edx, edx);
                a.mov(eax, 0x1000);
                a.wrmsr();
                a.mov(rsi, __qword_ptr[rbx]);
                a.mov(rdi, __qword_ptr.gs[rbx]);
            },
            6
        );

        Assert.That((guest.State->Gpr[6], guest.State->Gpr[7]), Is.EqualTo((5ul, 6ul)));
    }

    [TestCase(0x06)]
    [TestCase(0x27)]
    [TestCase(0x60)]
    [TestCase(0x9a)]
    [TestCase(0xce)]
    [TestCase(0xd5)]
    [TestCase(0xea)]
    public void Instructions_of_older_modes_are_undefined(int opcode)
    {
        using var guest = new LongGuest();
        guest.State->Rip = LongGuest.CodeAddress;
        guest.Machine.Write(LongGuest.CodeAddress, (byte)opcode);

        guest.Machine.Run(2);

        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    [Test]
    public void An_address_size_prefix_makes_addresses_of_32_bits()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[3] = 0xffff00000000 + 0x18000;
        guest.Write64(0x18000, 7);

        guest.Run(a => a.mov(rax, __qword_ptr[ebx]), 1);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(7));
    }

    [Test]
    public void MOV_takes_an_offset_of_64_bits()
    {
        using var guest = new LongGuest();
        guest.Write64(0x18000, 9);
        guest.State->Rip = LongGuest.CodeAddress;
        guest.Machine.Write(LongGuest.CodeAddress, 0x48, 0xa1, 0, 0x80, 1, 0x80, 0xff, 0xff, 0xff, 0xff);

        guest.Machine.Run(1);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(9));
    }

    [Test]
    public void REP_counts_in_RCX()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[7] = LongGuest.HighBase + 0x18000;
        guest.State->Gpr[1] = 3;
        guest.State->Gpr[0] = 0x0102030405060708;

        guest.Run(a => a.rep.stosq(), 3);

        Assert.That(
            (guest.State->Gpr[1], guest.State->Gpr[7], guest.Read64(0x18010)),
            Is.EqualTo((0ul, LongGuest.HighBase + 0x18018, 0x0102030405060708ul))
        );
    }
}
