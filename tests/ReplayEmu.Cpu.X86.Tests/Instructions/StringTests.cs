using System;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>REP is a tick an iteration, can be left between two, and stops exactly where it faults.</summary>
[TestFixture]
internal sealed class StringTests
{
    private const ushort From = 0x1000;
    private const ushort To = 0x2000;
    private RealModeGuest guest = null!;

    private unsafe ulong Ip => guest.State->Rip;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.Flat.Write(From, Encoding.ASCII.GetBytes("the quick brown fox"));
        guest.Set(Registers.Si, From);
        guest.Set(Registers.Di, To);
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Each_iteration_is_one_tick()
    {
        guest.Set(Registers.Cx, 5);
        guest.Run(c => c.rep.movsb(), 4);
        Assert.That((guest.Get(Registers.Cx), Ip), Is.EqualTo((1UL, (ulong)RealModeGuest.CodeAddress)));
    }

    [Test]
    public void The_last_iteration_ends_the_instruction()
    {
        guest.Set(Registers.Cx, 5);
        guest.Run(c => c.rep.movsb(), 5);
        Assert.That((guest.Get(Registers.Cx), Ip), Is.EqualTo((0UL, RealModeGuest.CodeAddress + 2UL)));
        Assert.That(Text(To, 5), Is.EqualTo("the q"));
    }

    [Test]
    public void What_follows_gets_the_rest_of_the_budget()
    {
        guest.Set(Registers.Cx, 5);
        guest.Run(
            c =>
            {
                c.rep.movsb();
                c.mov(ax, 7);
                c.mov(ax, 9);
            },
            6
        );
        Assert.That(guest.Ax, Is.EqualTo(7));
    }

    [Test]
    public void A_count_of_zero_is_one_tick()
    {
        guest.Set(Registers.Cx, 0);
        guest.Run(c => c.rep.stosb());
        Assert.That((guest.Get(Registers.Di), Ip), Is.EqualTo(((ulong)To, RealModeGuest.CodeAddress + 2UL)));
    }

    [Test]
    public void A_leave_in_the_middle_is_resumed()
    {
        guest.Set(Registers.Cx, 9);
        guest.Load(c => c.rep.movsb());
        for (var i = 0; i < 9; i++)
        {
            guest.Run();
        }

        Assert.That((Text(To, 9), Ip), Is.EqualTo(("the quick", RealModeGuest.CodeAddress + 2UL)));
    }

    [Test]
    public void An_overlapping_move_repeats_its_first_element()
    {
        guest.Set(Registers.Di, From + 1);
        guest.Set(Registers.Cx, 6);
        guest.Run(c => c.rep.movsb(), 6);
        Assert.That(Text(From, 8), Is.EqualTo("tttttttc"));
    }

    [Test]
    public void The_direction_flag_moves_downwards()
    {
        SetDirection();
        guest.Set(Registers.Si, From + 8);
        guest.Set(Registers.Di, To + 8);
        guest.Set(Registers.Cx, 5);
        guest.Run(c => c.rep.movsb(), 5);
        Assert.That((Text(To + 4, 5), guest.Get(Registers.Si)), Is.EqualTo(("quick", From + 3UL)));
    }

    [Test]
    public void Pointers_wrap_at_64_KiB()
    {
        guest.Set(Registers.Di, 0xfffe);
        guest.Set(Registers.Ax, 0xaa);
        guest.Set(Registers.Cx, 3);
        guest.Flat.Write(0, [0, 0]);
        guest.Run(c => c.rep.stosb(), 3);
        Assert.That(
            (guest.Byte(0xfffe), guest.Byte(0xffff), guest.Byte(0), guest.Get(Registers.Di)),
            Is.EqualTo(((byte)0xaa, (byte)0xaa, (byte)0xaa, 1UL))
        );
    }

    [Test]
    public void A_fault_shows_the_iterations_done()
    {
        guest.Set(Registers.Di, 0xfffb);
        guest.Set(Registers.Cx, 5);
        guest.Run(c => c.rep.stosw(), 3);
        Assert.That(
            (guest.Vector, guest.SavedIp, guest.Get(Registers.Cx), guest.Get(Registers.Di)),
            Is.EqualTo(((int?)13, (ushort)RealModeGuest.CodeAddress, 3UL, 0xffffUL))
        );
    }

    [Test]
    public void Repne_scas_stops_behind_what_it_found()
    {
        guest.Set(Registers.Di, From);
        guest.Set(Registers.Ax, 'q');
        guest.Set(Registers.Cx, 0xffff);
        guest.Run(c => c.repne.scasb(), 5);
        Assert.That((guest.Get(Registers.Di), Ip), Is.EqualTo((From + 5UL, RealModeGuest.CodeAddress + 2UL)));
    }

    [Test]
    public void Repe_cmps_stops_behind_the_difference()
    {
        guest.Flat.Write(To, Encoding.ASCII.GetBytes("the quack"));
        guest.Set(Registers.Cx, 0xffff);
        guest.Run(c => c.repe.cmpsb(), 7);
        Assert.That(
            (guest.Get(Registers.Si), Ip, guest.Flags & Eflag.Zero),
            Is.EqualTo((From + 7UL, RealModeGuest.CodeAddress + 2UL, 0u))
        );
    }

    [Test]
    public void A_32_bit_address_size_uses_the_whole_registers()
    {
        guest.Set(Registers.Cx, 0x10003);
        guest.LoadBytes(0x67, 0xf3, 0xa4);
        guest.Run(4);
        Assert.That(guest.Get(Registers.Cx), Is.EqualTo(0xffff));
    }

    [Test]
    public void A_16_bit_address_size_leaves_the_upper_halves()
    {
        guest.Set(Registers.Cx, 0x10003);
        guest.Set(Registers.Di, 0x50000 + To);
        guest.Run(c => c.rep.stosb(), 3);
        Assert.That((guest.Get(Registers.Cx), guest.Get(Registers.Di)), Is.EqualTo((0x10000UL, 0x50000UL + To + 3)));
    }

    [Test]
    public void A_large_fill_crosses_pages()
    {
        guest.Set(Registers.Ax, 0x55aa);
        guest.Set(Registers.Di, To - 1);
        guest.Set(Registers.Cx, 0x1800);
        guest.Run(c => c.rep.stosw(), 0x1800);
        var filled = guest.Flat.Low.Slice(To - 1, 0x3000);
        Assert.That(filled.Count((byte)0x55) + filled.Count((byte)0xaa), Is.EqualTo(0x3000));
    }

    private string Text(int address, int length) => Encoding.ASCII.GetString(guest.Flat.Low.Slice(address, length));

    private unsafe void SetDirection() => guest.State->Eflags |= Eflag.Direction;
}
