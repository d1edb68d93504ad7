using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>What the stack instructions do with the stack pointer itself.</summary>
[TestFixture]
internal sealed class StackTests
{
    private const ushort Top = RealModeGuest.StackTop;
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp() => guest = new RealModeGuest();

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Push_sp_pushes_what_it_was()
    {
        guest.Run(c => c.push(sp));
        Assert.That((guest.Word(Top - 2), guest.Get(Registers.Sp)), Is.EqualTo((Top, Top - 2UL)));
    }

    [Test]
    public void Pop_sp_ends_with_the_value()
    {
        guest.Run(
            c =>
            {
                c.push(0x1234);
                c.pop(sp);
            },
            2
        );
        Assert.That(guest.Get(Registers.Sp), Is.EqualTo(0x1234));
    }

    [Test]
    public void Push_of_a_byte_extends_its_sign()
    {
        guest.Run(c => c.push((sbyte)-2));
        Assert.That(guest.Word(Top - 2), Is.EqualTo(0xfffe));
    }

    [Test]
    public void Pop_to_memory_over_esp_uses_the_moved_pointer()
    {
        guest.Run(
            c =>
            {
                c.push(0x1234);
                c.pop(__word_ptr[esp]);
            },
            2
        );
        Assert.That(guest.Word(Top), Is.EqualTo(0x1234));
    }

    [Test]
    public void Popa_takes_what_pusha_left_but_not_the_pointer()
    {
        for (var i = 0; i < 8; i++)
        {
            if (i != Registers.Sp)
            {
                guest.Set(i, (ulong)(0x1111 * (i + 1)));
            }
        }

        guest.Run(c => c.pusha());
        Assert.That((guest.Word(Top - 2), guest.Word(Top - 10)), Is.EqualTo(((ushort)0x1111, Top)));
        guest.Set(Registers.Bx, 0);
        guest.Run(c => c.popa());
        Assert.That((guest.Get(Registers.Bx), guest.Get(Registers.Sp)), Is.EqualTo((0x4444UL, (ulong)Top)));
    }

    [Test]
    public void Enter_without_level_makes_a_frame()
    {
        guest.Set(Registers.Bp, 0xabcd);
        guest.Run(c => c.enter(0x10, 0));
        Assert.That(
            (guest.Word(Top - 2), guest.Get(Registers.Bp), guest.Get(Registers.Sp)),
            Is.EqualTo(((ushort)0xabcd, Top - 2UL, Top - 0x12UL))
        );
    }

    [Test]
    public void Enter_copies_the_frames_of_outer_levels()
    {
        guest.Flat.Write(0x4ffe, [0x11, 0x11]);
        guest.Set(Registers.Bp, 0x5000);
        guest.Run(c => c.enter(4, 2));
        Assert.That(
            (guest.Word(Top - 2), guest.Word(Top - 4), guest.Word(Top - 6), guest.Get(Registers.Sp)),
            Is.EqualTo(((ushort)0x5000, (ushort)0x1111, (ushort)(Top - 2), Top - 10UL))
        );
    }

    [Test]
    public void Leave_undoes_enter()
    {
        guest.Set(Registers.Bp, 0xabcd);
        guest.Run(
            c =>
            {
                c.enter(0x10, 0);
                c.leave();
            },
            2
        );
        Assert.That((guest.Get(Registers.Bp), guest.Get(Registers.Sp)), Is.EqualTo((0xabcdUL, (ulong)Top)));
    }

    [Test]
    public void The_pointer_wraps_within_64_KiB()
    {
        guest.Set(Registers.Sp, 0xdead0000);
        guest.Run(c => c.push(ax));
        Assert.That(guest.Get(Registers.Sp), Is.EqualTo(0xdeadfffe));
    }
}
