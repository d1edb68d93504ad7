using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Mmu;

public sealed unsafe class PagingTests
{
    private const uint Directory = 0x100000;
    private const uint Table = 0x101000;

    [Test]
    public void A_read_sets_accessed_and_a_write_sets_dirty()
    {
        using var machine = Paged();
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(eax, __dword_ptr[0x30000]);
                a.mov(__dword_ptr[0x31000], eax);
                a.hlt();
            }
        );

        machine.Run(3);

        Assert.That(
            (machine.Read32(Entry(0x30000)) & 0xff, machine.Read32(Entry(0x31000)) & 0xff),
            Is.EqualTo((0x27u, 0x67u))
        );
    }

    [Test]
    public void A_write_after_a_read_sets_dirty_too()
    {
        using var machine = Paged();
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(eax, __dword_ptr[0x30000]);
                a.mov(__dword_ptr[0x30000], eax);
            }
        );

        machine.Run(2);

        Assert.That(machine.Read32(Entry(0x30000)) & 0x40, Is.EqualTo(0x40));
    }

    [Test]
    public void A_missing_page_gives_address_and_error_code()
    {
        using var machine = Paged();
        machine.Write32(Entry(0x30000), 0);
        machine.WriteGate(14, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(32, 0x10000, a => a.mov(__dword_ptr[0x30004], eax));

        machine.Run(5);

        Assert.That(
            (machine.State->Cr2, machine.Read32(machine.Esp), machine.Read32(machine.Esp + 4)),
            Is.EqualTo((0x30004UL, 2u, 0x10000u))
        );
    }

    [Test]
    public void Supervisor_writes_to_read_only_pages_fault_only_with_WP([Values] bool writeProtect)
    {
        using var machine = Paged();
        machine.State->Cr0 |= writeProtect ? Cr0Bits.WriteProtect : 0;
        machine.Write32(Entry(0x30000), 0x30005);
        machine.WriteGate(14, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(__dword_ptr[0x30000], eax);
                a.hlt();
            }
        );

        machine.Run(5);

        Assert.That(machine.State->Rip, Is.EqualTo(writeProtect ? 0x11001UL : 0x10006));
    }

    [Test]
    public void A_stale_translation_stays_until_INVLPG()
    {
        using var machine = Paged();
        machine.Write32(0x30000, 1);
        machine.Write32(0x40000, 2);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(eax, __dword_ptr[0x30000]);
                a.mov(__dword_ptr[Entry(0x30000)], 0x40007);
                a.mov(ebx, __dword_ptr[0x30000]);
                a.invlpg(__[0x30000]);
                a.mov(ecx, __dword_ptr[0x30000]);
            }
        );

        machine.Run(5);

        Assert.That((machine.Eax, machine.Ebx, machine.Ecx), Is.EqualTo((1u, 1u, 2u)));
    }

    [Test]
    public void An_access_across_pages_uses_both_translations()
    {
        using var machine = Paged();
        machine.Write32(Entry(0x31000), 0x50007);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.mov(__dword_ptr[0x30ffe], 0x44332211);
                a.mov(eax, __dword_ptr[0x30ffe]);
            }
        );

        machine.Run(2);

        Assert.That(
            (machine.Eax, machine.Read32(0x30ffc) >> 16, machine.Read32(0x50000) & 0xffff),
            Is.EqualTo((0x44332211u, 0x2211u, 0x4433u))
        );
    }

    [Test]
    public void A_fault_in_the_second_page_writes_nothing()
    {
        using var machine = Paged();
        machine.Write32(Entry(0x31000), 0);
        machine.WriteGate(14, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(32, 0x10000, a => a.mov(__dword_ptr[0x30ffe], 0x44332211));

        machine.Run(3);

        Assert.That((machine.State->Cr2, machine.Read32(0x30ffc)), Is.EqualTo((0x31000UL, 0u)));
    }

    /// <summary>The first 4 MiB mapped to themselves for everybody.</summary>
    private static X86Machine Paged()
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.State->Gpr[4] = 0x9000;
        machine.Write32(Directory, Table | 7);
        for (var i = 0u; i < 1024; i++)
        {
            machine.Write32(Table + (i * 4), (i << 12) | 7);
        }

        machine.State->Cr3 = Directory;
        machine.State->Cr0 |= Cr0Bits.Paging;
        return machine;
    }

    private static uint Entry(uint linear) => Table + ((linear >> 12) * 4);
}
