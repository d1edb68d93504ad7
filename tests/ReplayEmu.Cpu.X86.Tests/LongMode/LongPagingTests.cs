using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>Four-level paging (SDM volume 3, 4.5), global pages, process-context identifiers, and the way in and out of long mode.</summary>
[TestFixture]
internal sealed unsafe class LongPagingTests
{
    private const ulong Page = 0x600000;
    private const ulong Target = 0x18000;

    [TestCase(3ul, null)]
    [TestCase(0ul, 2ul)]
    [TestCase(1ul, 3ul)]
    [TestCase(3ul | (1ul << 40), 11ul)]
    [TestCase(3ul | (1ul << 51), 11ul)]
    public void A_write_meets_what_the_entry_allows(ulong bits, ulong? error)
    {
        using var guest = Paged(bits, a => a.mov(__byte_ptr[(long)Page], al));

        guest.Machine.Run(2);

        Assert.That((PageFault(guest), guest.Vector == 14 ? guest.State->Cr2 : Page), Is.EqualTo((error, Page)));
    }

    [Test]
    public void Accessed_bits_are_set_on_the_way_and_dirty_at_its_end()
    {
        using var guest = Paged(3, a => a.mov(__byte_ptr[(long)Page], al));

        guest.Machine.Run(1);

        Assert.That(
            (
                guest.Read64(LongGuest.Top) & 0x60,
                guest.Read64(LongGuest.Pointers) & 0x60,
                guest.Read64(LongGuest.Directory + 24) & 0x60,
                guest.Read64(LongGuest.Table) & 0x60
            ),
            Is.EqualTo((0x20ul, 0x20ul, 0x20ul, 0x60ul))
        );
    }

    [TestCase("max", null)]
    [TestCase("Nehalem", 9ul)]
    public void Pages_of_one_gigabyte_exist_where_the_model_has_them(string model, ulong? error)
    {
        using var guest = new LongGuest(model);
        guest.Write64(LongGuest.Pointers + 8, 0x83);
        guest.Write64(Target, 5);

        guest.Run(
            a =>
            {
                a.mov(ebx, 0x40000000 + (int)Target);
                a.mov(rax, __qword_ptr[rbx]);
            },
            3
        );

        Assert.That(PageFault(guest), Is.EqualTo(error));
    }

    [Test]
    public void The_no_execute_bit_of_any_level_counts()
    {
        using var guest = new LongGuest();
        guest.Write64(LongGuest.Pointers, LongGuest.Directory | 7 | (1UL << 63));
        guest.State->Rip = LongGuest.HighBase + LongGuest.CodeAddress;
        guest.Machine.Assemble(64, LongGuest.CodeAddress, a => a.jmp(rbx));
        guest.State->Gpr[3] = Target;
        for (var i = 0; i < 32; i++)
        {
            guest.WriteGate(i, LongGuest.HighBase + LongGuest.HandlerAddress);
        }

        guest.Machine.Run(2);

        Assert.That((guest.Frame(0), guest.State->Cr2), Is.EqualTo((0x11ul, Target)));
    }

    [TestCase(true, 1ul)]
    [TestCase(false, 2ul)]
    public void A_write_of_CR3_keeps_global_translations(bool global, ulong read)
    {
        using var guest = Remapped(3 | (global ? 0x100ul : 0), a => a.mov(cr3, rcx));

        Assert.That(guest.State->Gpr[0], Is.EqualTo(read));
    }

    [Test]
    public void INVLPG_drops_global_translations()
    {
        using var guest = Remapped(0x103, a => a.invlpg(__[(long)Page]));

        Assert.That(guest.State->Gpr[0], Is.EqualTo(2));
    }

    [Test]
    public void Turning_global_pages_off_drops_them()
    {
        using var guest = Remapped(
            0x103,
            a =>
            {
                a.mov(rdx, cr4);
                a.xor(edx, (int)Cr4Bits.PageGlobalEnable);
                a.mov(cr4, rdx);
            }
        );

        Assert.That(guest.State->Gpr[0], Is.EqualTo(2));
    }

    [Test]
    public void Process_context_identifiers_keep_translations_apart_and_alive()
    {
        using var guest = Paged(
            3,
            a =>
            {
                a.mov(rax, __qword_ptr[(long)Page]);
                a.mov(__dword_ptr[(long)LongGuest.Table], (int)(Target + 0x1000 + 3));
                a.mov(rcx, (1L << 63) | (long)LongGuest.Top);
                a.mov(cr3, rcx);
                a.mov(rbx, __qword_ptr[(long)Page]);
                a.mov(ecx, (int)LongGuest.Top + 1);
                a.mov(cr3, rcx);
                a.mov(rdx, __qword_ptr[(long)Page]);
                a.mov(__dword_ptr[(long)LongGuest.Table], (int)(Target + 3));
                a.mov(esi, 1);
                a.mov(__qword_ptr[0x20000], rsi);
                a.mov(__qword_ptr[0x20008], rsi);
                a.invpcid(rsi, __xmmword_ptr[0x20000]);
                a.mov(rdi, __qword_ptr[(long)Page]);
                a.hlt();
            }
        );
        guest.Write64(Target, 1);
        guest.Write64(Target + 0x1000, 2);
        Assert.That(guest.Cpu.WriteCr4(guest.State->Cr4 | Cr4Bits.ProcessContextIds), Is.True);

        guest.Machine.Run(20);

        var read = (guest.State->Gpr[0], guest.State->Gpr[3], guest.State->Gpr[2], guest.State->Gpr[7]);
        Assert.That(read, Is.EqualTo((1ul, 1ul, 2ul, 1ul)));
    }

    [TestCase(0ul, 1ul)]
    [TestCase(Cr0Bits.WriteProtect, 3ul)]
    public void The_supervisor_writes_read_only_pages_without_WP(ulong protect, ulong error)
    {
        using var guest = Paged(1, a => a.mov(__byte_ptr[(long)Page], al));
        guest.State->Cr0 = (guest.State->Cr0 & ~Cr0Bits.WriteProtect) | protect;

        guest.Machine.Run(2);

        Assert.That(guest.Vector == 14 ? guest.Frame(0) : 1, Is.EqualTo(error));
    }

    [Test]
    public void Paging_cannot_end_in_64_bit_code()
    {
        using var guest = new LongGuest();

        guest.Run(
            a =>
            {
                a.mov(eax, (int)(Cr0Bits.ProtectionEnable | Cr0Bits.ExtensionType));
                a.mov(cr0, rax);
            },
            3
        );

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void PAE_cannot_end_in_long_mode()
    {
        using var guest = new LongGuest();

        guest.Run(
            a =>
            {
                a.xor(eax, eax);
                a.mov(cr4, rax);
            },
            3
        );

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void LME_cannot_change_under_paging()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[1] = 0xc0000080;

        guest.Run(a => a.wrmsr(), 2);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void A_reserved_bit_of_CR3_is_refused()
    {
        using var guest = new LongGuest();
        guest.State->Gpr[0] = 1UL << 45;

        guest.Run(a => a.mov(cr3, rax), 2);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Long_mode_ends_with_paging_in_compatibility_code()
    {
        using var guest = new LongGuest();
        guest.Enter(LongGuest.Code32);
        guest.Load(
            a =>
            {
                a.mov(eax, (int)(Cr0Bits.ProtectionEnable | Cr0Bits.ExtensionType));
                a.mov(cr0, eax);
                a.mov(ebx, 9);
            },
            bitness: 32
        );

        guest.Machine.Run(3);

        Assert.That(
            (guest.State->Gpr[3], guest.State->Efer & EferBits.LongModeActive, guest.Cpu.IsLong),
            Is.EqualTo((9ul, 0ul, false))
        );
    }

    private static ulong? PageFault(LongGuest guest) => guest.Vector == 14 ? guest.Frame(0) : null;

    /// <summary>Small pages from <see cref="Page"/> on; the first has the entry bits given and leads to <see cref="Target"/>.</summary>
    private static LongGuest Paged(ulong bits, Action<Assembler> program)
    {
        var guest = new LongGuest();
        guest.Write64(LongGuest.Directory + 24, LongGuest.Table | 7);
        guest.Write64(LongGuest.Table, Target | bits);
        guest.State->Cr4 |= Cr4Bits.PageGlobalEnable;
        guest.Load(program);
        return guest;
    }

    /// <summary>Reads 1 through the page, leads it to 2 instead, does what is given, and reads into RAX.</summary>
    private static LongGuest Remapped(ulong bits, Action<Assembler> between)
    {
        var guest = Paged(
            bits,
            a =>
            {
                a.mov(rcx, cr3);
                a.mov(rax, __qword_ptr[(long)Page]);
                a.mov(__dword_ptr[(long)LongGuest.Table], (int)(Target + 0x1000 + bits));
                between(a);
                a.mov(rax, __qword_ptr[(long)Page]);
                a.hlt();
            }
        );
        guest.Write64(Target, 1);
        guest.Write64(Target + 0x1000, 2);
        guest.Machine.Run(20);
        return guest;
    }
}
