using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Tests.Mmu;

/// <summary>
/// A tree of one process of 13, 9, 9, 5 bits as Linux has it with pages of 64 KiB: table at 0x10000, directories from 0x20000 on. Code is
/// in real mode, data is translated: MSR.DR alone.
/// </summary>
[TestFixture]
internal sealed unsafe class RadixTests
{
    private const ulong Entry = 0x40000;
    private const ulong Leaf = 0xc000_0000_0000_0000;
    private const ulong Link = 0x8000_0000_0000_0000;
    private const ulong Read = 4;
    private const ulong Write = 6;
    private const ulong Privileged = 8;
    private const uint LoadWord = 0x80830000;
    private const uint StoreWord = 0x90830000;

    [Test]
    public void A_page_is_found()
    {
        using var m = Machine(Leaf | 0x100000 | Read | Privileged);
        m.Write(0x100004, 0x12, 0x34, 0x56, 0x78);
        Run(m, LoadWord | 4);
        Assert.That(m.State->Gpr[4], Is.EqualTo(0x12345678UL));
    }

    [Test]
    public void A_read_sets_the_reference_bit()
    {
        using var m = Machine(Leaf | 0x100000 | Write | Privileged);
        Run(m, LoadWord);
        Assert.That(m.Read64(Entry) & 0x180, Is.EqualTo(0x100UL));
    }

    [Test]
    public void A_write_sets_the_change_bit_too()
    {
        using var m = Machine(Leaf | 0x100000 | Write | Privileged);
        Run(m, StoreWord);
        Assert.That(m.Read64(Entry) & 0x180, Is.EqualTo(0x180UL));
    }

    [Test]
    public void A_page_that_is_not_there_interrupts_with_its_address()
    {
        using var m = Machine(0);
        Run(m, LoadWord | 8);
        Assert.That(
            (m.State->Nip, m.State->Dar, m.State->Dsisr, m.State->Srr0),
            Is.EqualTo((0x300UL, 8UL, 0x40000000UL, PowerMachine.Start))
        );
    }

    [Test]
    public void A_write_to_a_page_for_reading_interrupts()
    {
        using var m = Machine(Leaf | 0x100000 | Read | Privileged);
        Run(m, StoreWord);
        Assert.That((m.State->Nip, m.State->Dsisr), Is.EqualTo((0x300UL, 0x0a000000UL)));
    }

    [Test]
    public void The_key_of_processes_keeps_the_kernel_out_of_their_pages()
    {
        using var m = Machine(Leaf | 0x100000 | Read);
        m.State->Amr = 1UL << 62;
        Run(m, LoadWord);
        Assert.That((m.State->Nip, m.State->Dsisr), Is.EqualTo((0x300UL, 0x08000000UL)));
    }

    [Test]
    public void A_quadrant_of_the_hypervisor_is_no_segment()
    {
        using var m = Machine(Leaf | 0x100000 | Read);
        m.State->Gpr[3] = 1UL << 62;
        Run(m, LoadWord);
        Assert.That((m.State->Nip, m.State->Dar), Is.EqualTo((0x380UL, 1UL << 62)));
    }

    [Test]
    public void A_translation_stays_until_it_is_invalidated()
    {
        using var m = Machine(Leaf | 0x100000 | Read | Privileged);
        m.Write(0x100000, 1, 1, 1, 1);
        m.Write(0x110000, 2, 2, 2, 2);
        // lwz twice, tlbie r9 of a page of 64 KiB, lwz; the test itself changes the entry after the first.
        m.Code(PowerMachine.Start, LoadWord, LoadWord, 0x7c014a64, LoadWord);
        m.State->Gpr[9] = 5 << 5;
        m.Run(1);
        var first = m.State->Gpr[4];
        WriteEntry(m, Leaf | 0x110000 | Read | Privileged);
        m.Run(1);
        var stale = m.State->Gpr[4];
        m.Run(2);
        Assert.That((first, stale, m.State->Gpr[4]), Is.EqualTo((0x01010101UL, 0x01010101UL, 0x02020202UL)));
    }

    private static PowerMachine Machine(ulong leaf)
    {
        var m = new PowerMachine();
        m.State->Lpcr = LpcrBits.Hr | LpcrBits.Uprt;
        m.State->ProcessTable = 0x10000;
        // 52 bits: 31 + 21.
        Put(m, 0x10000, 0x4000_0000_0002_00ad);
        Put(m, 0x20000, Link | 0x30000 | 9);
        Put(m, 0x30000, Link | 0x38000 | 9);
        Put(m, 0x38000, Link | Entry | 5);
        WriteEntry(m, leaf);
        m.Cpu.SetMsr(MsrBits.Sf | MsrBits.Me | MsrBits.Dr);
        return m;
    }

    private static void WriteEntry(PowerMachine m, ulong entry) => Put(m, Entry, entry);

    private static void Put(PowerMachine m, ulong address, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        m.Write(address, bytes);
    }

    private static void Run(PowerMachine m, uint instruction)
    {
        m.Code(PowerMachine.Start, instruction);
        m.Run(1);
    }
}
