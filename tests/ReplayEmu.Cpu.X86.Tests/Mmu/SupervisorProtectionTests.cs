using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Mmu;

/// <summary>NX, SMEP, SMAP, UMIP and reserved bits, with one 2 MiB page of PAE paging for everything and small ones from 2 MiB on.</summary>
internal sealed unsafe class SupervisorProtectionTests
{
    private const ulong Pointers = 0x100000;
    private const ulong Directory = 0x101000;
    private const ulong Table = 0x102000;
    private const uint Page = 0x200000;
    private const ulong NoExecute = 1UL << 63;

    [Test]
    public void A_page_without_execution_gives_a_fetch_fault()
    {
        using var machine = Paged(3 | NoExecute, a => a.jmp(Page));

        machine.Run(3);

        Assert.That((machine.State->Cr2, machine.Read32(machine.Esp)), Is.EqualTo(((ulong)Page, 0x11u)));
    }

    [Test]
    public void The_no_execute_bit_is_reserved_without_NXE()
    {
        using var machine = Paged(3 | NoExecute, a => a.mov(eax, __dword_ptr[Page]));
        machine.State->Efer = 0;

        machine.Run(2);

        Assert.That(machine.Read32(machine.Esp), Is.EqualTo(9u));
    }

    [Test]
    public void A_page_without_execution_can_be_read()
    {
        using var machine = Paged(3 | NoExecute, a => a.mov(eax, __dword_ptr[Page]));

        machine.Run(1);

        Assert.That(machine.State->Rip, Is.EqualTo(0x10005ul));
    }

    [Test]
    public void SMEP_keeps_the_supervisor_from_user_code()
    {
        using var machine = Paged(7, a => a.jmp(Page));
        machine.State->Cr4 |= Cr4Bits.SupervisorExecutionPrevention;

        machine.Run(3);

        Assert.That(machine.Read32(machine.Esp), Is.EqualTo(0x11u));
    }

    [Test]
    public void SMAP_keeps_the_supervisor_from_user_data()
    {
        using var machine = Paged(7, a => a.mov(eax, __dword_ptr[Page]));
        machine.State->Cr4 |= Cr4Bits.SupervisorAccessPrevention;

        machine.Run(2);

        Assert.That(machine.Read32(machine.Esp), Is.EqualTo(1u));
    }

    [Test]
    public void STAC_allows_it_until_CLAC()
    {
        using var machine = Paged(
            7,
            a =>
            {
                a.stac();
                a.mov(eax, __dword_ptr[Page]);
                a.clac();
                a.mov(eax, __dword_ptr[Page]);
            }
        );
        machine.State->Cr4 |= Cr4Bits.SupervisorAccessPrevention;

        machine.Run(5);

        Assert.That((machine.Read32(machine.Esp), machine.Read32(machine.Esp + 4)), Is.EqualTo((1u, 0x1000bu)));
    }

    [Test]
    public void UMIP_keeps_the_descriptor_tables_from_the_user()
    {
        using var machine = new X86Machine("max");
        machine.StartProtected(0x10000);
        machine.WriteGate(13, 0x11000);
        machine.State->Cr4 |= Cr4Bits.UserInstructionPrevention;
        machine.Cpu.SetCpl(3);
        machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.UserCode32, 0, uint.MaxValue, 0xc0fb00);
        machine.Assemble(32, 0x10000, a => a.sldt(eax));
        machine.Assemble(32, 0x11000, a => a.mov(ebx, 7));

        machine.Run(2);

        Assert.That(machine.Ebx, Is.EqualTo(7u));
    }

    private static X86Machine Paged(ulong entry, Action<Assembler> program)
    {
        var machine = new X86Machine("max");
        machine.StartProtected(0x10000);
        machine.WriteGate(14, 0x11000);
        machine.Assemble(32, 0x11000, a => a.hlt());
        machine.Assemble(32, 0x10000, program);
        Write64(machine, Pointers, Directory | 1);
        Write64(machine, Directory, 0x83);
        Write64(machine, Directory + 8, Table | 7);
        Write64(machine, Table, entry | Page);
        machine.State->Efer = EferBits.NoExecuteEnable;
        machine.State->Cr3 = Pointers;
        machine.State->Cr4 = Cr4Bits.PhysicalAddressExtension;
        machine.Cpu.WriteCr0(machine.State->Cr0 | Cr0Bits.Paging | Cr0Bits.WriteProtect);
        return machine;
    }

    private static void Write64(X86Machine machine, ulong address, ulong value) =>
        machine.Write(address, BitConverter.GetBytes(value));
}
