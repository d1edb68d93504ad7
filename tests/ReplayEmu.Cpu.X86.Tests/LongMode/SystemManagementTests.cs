using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>A system management interrupt in 64-bit mode: the map of CPUs with long mode (AMD APM volume 2, table 10-1) and the way back.</summary>
internal sealed unsafe class SystemManagementTests
{
    private const ulong Map = 0x38000;
    private const ulong Wide = 0x1234_5678_9abc_def0;

    [Test]
    public void The_map_holds_all_64_bits()
    {
        using var guest = Interrupted();

        guest.Machine.Run(1);

        Assert.That(
            (guest.Read64(Map + 0x7f78), guest.Read64(Map + 0x7fb8), guest.Read64(Map + 0x7ed0) & 0x500),
            Is.EqualTo((LongGuest.CodeAddress, Wide, 0x500UL))
        );
    }

    [Test]
    public void The_handler_runs_outside_of_long_mode()
    {
        using var guest = Interrupted();

        guest.Machine.Run(1);

        Assert.That((guest.State->Efer, guest.State->Cr4, guest.State->Cr0 & 0x80000001), Is.EqualTo((0UL, 0UL, 0UL)));
    }

    [Test]
    public void RSM_goes_back_to_64_bit_mode()
    {
        using var guest = Interrupted();
        guest.Machine.Assemble(
            16,
            Map,
            a =>
            {
                a.xor(esi, esi);
                a.rsm();
            }
        );

        guest.Machine.Run(4);

        Assert.That(
            (guest.Cpu.Is64Bit, guest.State->Gpr[8], guest.State->Gpr[0], guest.State->SystemManagement),
            Is.EqualTo((true, Wide, Wide, (byte)0))
        );
    }

    /// <summary>What the handler leaves in the map is what the program gets.</summary>
    [Test]
    public void RSM_loads_the_pointers_of_PAE_paging()
    {
        using var machine = new X86Machine("max");
        machine.StartProtected(0x10000);
        machine.Assemble(32, 0x10000, a => a.mov(eax, __dword_ptr[0x200000]));
        machine.Write32(0x100000, 0x101001);
        machine.Write32(0x101000, 0x83);
        machine.Write32(0x101008, 0x400083);
        machine.Write32(0x400000, 7);
        machine.State->Cr3 = 0x100000;
        machine.State->Cr4 |= Cr4Bits.PhysicalAddressExtension;
        Assert.That(machine.Cpu.WriteCr0(machine.State->Cr0 | Cr0Bits.Paging), Is.True);
        Pulse(machine);
        machine.Assemble(16, Map, a => a.rsm());
        machine.Run(1);
        machine.State->PageDirectoryPointers[0] = 0;

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(7));
    }

    [TestCase(0x80000000u, TestName = "Paging_without_protection")]
    [TestCase(0x20000001u, TestName = "Write_through_without_caches_off")]
    public void RSM_to_an_impossible_CR0_is_the_end(uint cr0)
    {
        using var guest = Interrupted();
        guest.Machine.Assemble(
            16,
            Map,
            a =>
            {
                a.mov(eax, 0x3ff58);
                a.mov(__dword_ptr[eax], cr0);
                a.rsm();
            }
        );

        guest.Cpu.Run(4);

        Assert.That(guest.State->Shutdown, Is.EqualTo(1));
    }

    private static LongGuest Interrupted()
    {
        var guest = new LongGuest();
        guest.State->Gpr[8] = Wide;
        guest.Load(a =>
        {
            a.mov(rax, r8);
            a.hlt();
        });
        Pulse(guest.Machine);
        return guest;
    }

    private static void Pulse(X86Machine machine)
    {
        machine.Cpu.SetInput((int)X86Pin.Smi, true);
        machine.Cpu.SetInput((int)X86Pin.Smi, false);
    }
}
