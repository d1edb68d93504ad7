using System;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>INVPCID as the manual has it (SDM volume 2): what each type drops, and what it refuses.</summary>
internal sealed unsafe class InvpcidTests
{
    private const ulong Page = 0x600000;
    private const ulong Target = 0x200000;
    private const ulong Descriptor = 0x20000;
    private const ulong UserBit = 4;
    private const ulong Global = 0x100;

    /// <summary>Type, entry bits, whether the new entry is seen.</summary>
    [TestCase(0u, 3ul, true)]
    [TestCase(0u, 3 | Global, false)]
    [TestCase(1u, 3ul, true)]
    [TestCase(1u, 3 | Global, false)]
    [TestCase(2u, 3ul, true)]
    [TestCase(2u, 3 | Global, true)]
    [TestCase(3u, 3ul, true)]
    public void It_drops_what_its_type_says(uint type, ulong bits, bool dropped)
    {
        using var guest = Remapped(type, bits, 0, Page);

        guest.Machine.Run(12);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(dropped ? 2ul : 1ul));
    }

    [Test]
    public void One_address_space_does_not_touch_another([Values(0u, 1u)] uint type)
    {
        using var guest = Remapped(type, 3, 5, Page);

        guest.Machine.Run(12);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(1));
    }

    [TestCase(4u, 0ul, 0ul, TestName = "No_such_type")]
    [TestCase(2u, 0x1000ul, 0ul, TestName = "Reserved_bits_of_the_descriptor")]
    [TestCase(0u, 0ul, 0x800000000000ul, TestName = "An_address_that_is_not_canonical")]
    public void It_refuses(uint type, ulong space, ulong address)
    {
        using var guest = Remapped(type, 3, space, address);

        guest.Machine.Run(12);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [TestCase(0u)]
    [TestCase(1u)]
    public void Without_CR4_PCIDE_there_is_only_address_space_0(uint type)
    {
        using var guest = Remapped(type, 3, 1, Page);
        guest.Cpu.WriteCr4(guest.State->Cr4 & ~Cr4Bits.ProcessContextIds);

        guest.Machine.Run(12);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void A_type_beyond_does_not_look_at_the_address()
    {
        using var guest = Remapped(3, 3, 0, 0x800000000000);

        guest.Machine.Run(12);

        Assert.That(guest.State->Gpr[0], Is.EqualTo(2));
    }

    [Test]
    public void It_is_the_supervisors()
    {
        using var guest = Remapped(2, 3 | UserBit, 0, 0);
        guest.Enter(LongGuest.UserCode64);
        guest.Load(a => a.invpcid(rsi, __xmmword_ptr[(long)Descriptor]));

        guest.Machine.Run(2);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void A_model_without_it_does_not_know_it()
    {
        using var guest = new LongGuest("qemu64");
        guest.Load(a => a.invpcid(rsi, __xmmword_ptr[(long)Descriptor]));

        guest.Machine.Run(2);

        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    /// <summary>Reads 1 through the page, leads it to 2 instead, invalidates, and reads again into RAX.</summary>
    private static LongGuest Remapped(uint type, ulong bits, ulong space, ulong address)
    {
        var guest = new LongGuest();
        guest.Write64(LongGuest.Directory + 24, LongGuest.Table | 7);
        guest.Write64(LongGuest.Table, Target | bits);
        guest.Write64(Target, 1);
        guest.Write64(Target + 0x1000, 2);
        guest.Write64(Descriptor, space);
        guest.Write64(Descriptor + 8, address);
        guest.State->Gpr[6] = type;
        guest.State->Cr4 |= Cr4Bits.PageGlobalEnable;
        if (!guest.Cpu.WriteCr4(guest.State->Cr4 | Cr4Bits.ProcessContextIds))
        {
            throw new InvalidOperationException();
        }

        guest.Load(a =>
        {
            a.mov(rax, __qword_ptr[(long)Page]);
            a.mov(__dword_ptr[(long)LongGuest.Table], (int)(Target + 0x1000 + bits));
            a.invpcid(rsi, __xmmword_ptr[(long)Descriptor]);
            a.mov(rax, __qword_ptr[(long)Page]);
            a.hlt();
        });
        return guest;
    }
}
