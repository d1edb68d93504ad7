using NUnit.Framework;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.Power.Tests.Mmu;

/// <summary>One segment of 256 MiB with pages of 4 KiB, in a table of 256 KiB. Data is translated, code is not.</summary>
[TestFixture]
internal sealed unsafe class HashedTests
{
    private const ulong Segment = 0x1234;
    private const uint LoadWord = 0x80830000;
    private const uint StoreWord = 0x90830000;
    private const ulong Coherent = 0x10;

    [Test]
    public void A_page_is_found_in_its_first_group()
    {
        using var m = Machine(out var table);
        table.Store(Group(table, secondary: false), First(0), 0x100000 | Coherent);
        m.Write(0x100010, 0, 0, 0, 7);
        Run(m, LoadWord | 0x10);
        Assert.That(m.State->Gpr[4], Is.EqualTo(7UL));
    }

    [Test]
    public void A_page_is_found_in_its_second_group()
    {
        using var m = Machine(out var table);
        table.Store(Group(table, secondary: true) + 7, First(2), 0x100000 | Coherent);
        m.Write(0x100000, 0, 0, 0, 9);
        Run(m, LoadWord);
        Assert.That(m.State->Gpr[4], Is.EqualTo(9UL));
    }

    [Test]
    public void A_page_of_16_mib_is_found_in_its_upper_half()
    {
        using var m = Machine(out var table);
        m.Cpu.Slb->Virtual[0] |= 0x100;
        table.Store(Group(table, secondary: false), First(HashedEntry.Large), Coherent);
        m.State->Gpr[3] = 0x80_0000;
        Run(m, LoadWord);
        Assert.That(m.State->Nip, Is.EqualTo(PowerMachine.Start + 4));
    }

    [Test]
    public void A_write_sets_both_bits()
    {
        using var m = Machine(out var table);
        var entry = Group(table, secondary: false);
        table.Store(entry, First(0), 0x100000 | Coherent);
        Run(m, StoreWord);
        Assert.That(table.Second(entry) & 0x180, Is.EqualTo(0x180UL));
    }

    [Test]
    public void A_page_that_is_not_there_interrupts()
    {
        using var m = Machine(out _);
        Run(m, StoreWord);
        Assert.That((m.State->Nip, m.State->Dsisr), Is.EqualTo((0x300UL, 0x42000000UL)));
    }

    [Test]
    public void Protection_3_is_for_reading()
    {
        using var m = Machine(out var table);
        table.Store(Group(table, secondary: false), First(0), 0x100000 | Coherent | 3);
        Run(m, StoreWord);
        Assert.That((m.State->Nip, m.State->Dsisr), Is.EqualTo((0x300UL, 0x0a000000UL)));
    }

    [Test]
    public void An_address_without_a_segment_interrupts()
    {
        using var m = Machine(out _);
        m.State->Gpr[3] = 0x5000_0000;
        Run(m, LoadWord);
        Assert.That((m.State->Nip, m.State->Dar), Is.EqualTo((0x380UL, 0x5000_0000UL)));
    }

    [Test]
    public void Slbia_spares_the_first_entry()
    {
        using var m = Machine(out _);
        // slbmte r5,r6 as entry 1, then slbia.
        m.State->Gpr[5] = Segment << 12;
        m.State->Gpr[6] = 0x2800_0001;
        m.Code(PowerMachine.Start, 0x7ca03324, 0x7c0003e4);
        m.Run(2);
        var valid = (m.Cpu.Slb->Effective[0] & SlbBits.Valid, m.Cpu.Slb->Effective[1] & SlbBits.Valid);
        Assert.That(valid, Is.EqualTo((SlbBits.Valid, 0UL)));
    }

    private static ulong First(ulong secondary) => (Segment << 12) | secondary | 1;

    private static ulong Group(HashedPageTable table, bool secondary) =>
        ((secondary ? ~Segment : Segment) & table.GroupMask) * HashedPageTable.EntriesPerGroup;

    private static PowerMachine Machine(out HashedPageTable table)
    {
        var m = new PowerMachine(PowerModel.Power8);
        table = new HashedPageTable(m.Machine.AddBlock(new MemoryBlock("hpt", 1 << 18)));
        m.Cpu.HashedPages = table;
        m.Cpu.Slb->Effective[0] = SlbBits.Valid;
        m.Cpu.Slb->Virtual[0] = Segment << 12;
        m.Cpu.SetMsr(MsrBits.Sf | MsrBits.Me | MsrBits.Dr);
        return m;
    }

    private static void Run(PowerMachine m, uint instruction)
    {
        m.Code(PowerMachine.Start, instruction);
        m.Run(1);
    }
}
