using System;
using Iced.Intel;
using NUnit.Framework;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>Two CPUs in one machine.</summary>
public sealed unsafe class SiblingTests
{
    private const ulong Counter = 0x5000;
    private const ulong Seen = 0x5010;
    private SiblingRig rig = null!;

    [SetUp]
    public void SetUp() => rig = new SiblingRig();

    [TearDown]
    public void TearDown() => rig.Dispose();

    [Test]
    public void All_but_the_first_wait_after_power_on()
    {
        rig.Start(Spin, Count);
        rig.Cpus[1].Reset();
        rig.Machine.Run(200);
        Assert.That((rig.Cpus[1].IsHalted, rig.Word(Counter)), Is.EqualTo((true, (ushort)0)));
    }

    [Test]
    public void A_startup_interrupt_starts_it_at_its_page()
    {
        rig.Start(Spin, Count);
        rig.Machine.Run(200);
        Assert.That(rig.Word(Counter), Is.GreaterThan(10));
    }

    [Test]
    public void One_that_runs_ignores_startup_interrupts()
    {
        rig.Start(Spin, Count);
        rig.Machine.Run(200);
        rig.Cpus[1].Start(7);
        rig.Machine.Run(400);
        Assert.That(rig.Cpus[1].State->Segments[State.SegmentIndex.Cs].Selector, Is.EqualTo(0x200));
    }

    [Test]
    public void INIT_and_a_startup_interrupt_before_its_next_turn_count_in_that_order()
    {
        rig.Start(Spin, Count);
        rig.Machine.Run(200);
        rig.Cpus[1].SetInput((int)X86Pin.Init, true);
        rig.Cpus[1].SetInput((int)X86Pin.Init, false);
        rig.Cpus[1].Start(3);
        rig.Machine.Run(240);
        Assert.That(rig.Cpus[1].State->Segments[State.SegmentIndex.Cs].Selector, Is.EqualTo(0x300));
    }

    [Test]
    public void NMI_does_not_reach_one_that_waits_to_be_started()
    {
        rig.Assemble(SiblingRig.First, Spin);
        rig.Cpus[1].SetInput((int)X86Pin.Nmi, true);
        rig.Machine.Run(100);
        Assert.That(rig.Cpus[1].State->NmiPending, Is.EqualTo(1));
    }

    [Test]
    public void What_one_writes_is_code_for_the_other()
    {
        // The first turns the second's "inc word" into "dec word", once, while the second runs it over and over.
        rig.Start(
            static a =>
            {
                a.mov(cx, 100);
                var loop = a.CreateLabel();
                a.Label(ref loop);
                a.dec(cx);
                a.jne(loop);
                a.mov(__byte_ptr[SiblingRig.Second + 1], 0x0e);
                Spin(a);
            },
            Count
        );
        rig.Machine.Run(400);
        var before = (short)rig.Word(Counter);
        rig.Machine.Run(800);
        Assert.That((short)rig.Word(Counter), Is.LessThan(before));
    }

    [Test]
    public void Data_beside_the_code_of_one_is_code_of_the_other()
    {
        // Both have code in one page, and the second changes the first's; its own code lies in other pieces of the page.
        rig.Assemble(SiblingRig.Second + 0x800, a => Increment(a, Seen));
        rig.Start(
            static a => a.jmp(SiblingRig.Second + 0x800),
            static a =>
            {
                a.mov(cx, 60);
                var loop = a.CreateLabel();
                a.Label(ref loop);
                a.mov(__byte_ptr[SiblingRig.Second + 0x400], cl);
                a.dec(cx);
                a.jne(loop);
                a.mov(__byte_ptr[SiblingRig.Second + 0x801], 0x0e);
                Spin(a);
            }
        );
        rig.Machine.Run(600);
        var before = (short)rig.Word(Seen);
        rig.Machine.Run(1200);
        Assert.That((short)rig.Word(Seen), Is.LessThan(before));
    }

    [Test]
    public void PAUSE_ends_the_turn()
    {
        rig.Start(
            static a =>
            {
                var loop = a.CreateLabel();
                a.Label(ref loop);
                a.pause();
                a.jmp(loop);
            },
            Count
        );
        rig.Machine.Run(1800);
        // Two ticks of eighteen are the first one's, half of the rest counts.
        Assert.That(rig.Word(Counter), Is.EqualTo(800).Within(10));
    }

    [TestCase(1UL)]
    [TestCase(7UL)]
    [TestCase(16UL)]
    [TestCase(101UL)]
    public void A_run_in_slices_comes_to_the_same_state(ulong slice)
    {
        rig.Start(Compete, Compete);
        rig.Machine.Run(10_000);
        using var cut = new SiblingRig().Start(Compete, Compete);
        for (ulong until = 0; until < 10_000; until += slice)
        {
            cut.Machine.Run(until);
        }

        cut.Machine.Run(10_000);
        Assert.Multiple(() =>
        {
            Assert.That(cut.Machine.Arena.Bytes.SequenceEqual(rig.Machine.Arena.Bytes), Is.True, "state");
            Assert.That(cut.Ram.Span(0, 1 << 20).SequenceEqual(rig.Ram.Span(0, 1 << 20)), Is.True, "memory");
        });
    }

    private static void Spin(Assembler a)
    {
        var loop = a.CreateLabel();
        a.Label(ref loop);
        a.jmp(loop);
    }

    private static void Count(Assembler a) => Increment(a, Counter);

    private static void Increment(Assembler a, ulong address)
    {
        var loop = a.CreateLabel();
        a.Label(ref loop);
        a.inc(__word_ptr[address]);
        a.jmp(loop);
    }

    /// <summary>Takes a lock with PAUSE, then counts and leaves a trail of who had it.</summary>
    private static void Compete(Assembler a)
    {
        var again = a.CreateLabel();
        var wait = a.CreateLabel();
        var taken = a.CreateLabel();
        a.Label(ref again);
        a.mov(ax, 1);
        a.Label(ref wait);
        a.xchg(__word_ptr[Seen], ax);
        a.test(ax, ax);
        a.je(taken);
        a.pause();
        a.jmp(wait);
        a.Label(ref taken);
        a.inc(__word_ptr[Counter]);
        a.mov(bx, __word_ptr[Counter]);
        a.and(bx, 0xfff);
        a.mov(dx, cs);
        a.mov(__byte_ptr[bx + 0x6000], dh);
        a.mov(__word_ptr[Seen], 0);
        a.jmp(again);
    }
}
