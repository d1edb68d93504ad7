using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>16-bit addresses, segment overrides, high-byte registers, and what a refused write leaves.</summary>
[TestFixture]
internal sealed class MoveTests
{
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.Set(Registers.Bx, 0xf000);
        guest.Set(Registers.Bp, 0x0700);
        guest.Set(Registers.Si, 0x2050);
        guest.Set(Registers.Di, 0x0006);
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [TestCase(0x40, 0x1050 + 0x10)]
    [TestCase(0x41, 0xf006 + 0x10)]
    [TestCase(0x42, 0x2750 + 0x10)]
    [TestCase(0x43, 0x0706 + 0x10)]
    [TestCase(0x44, 0x2050 + 0x10)]
    [TestCase(0x45, 0x0006 + 0x10)]
    [TestCase(0x46, 0x0700 + 0x10)]
    [TestCase(0x47, 0xf000 + 0x10)]
    public void Addresses_of_16_bits_wrap(byte modRm, int expected)
    {
        guest.LoadBytes(0x8d, modRm, 0x10);
        guest.Run();
        Assert.That(guest.Ax, Is.EqualTo(expected));
    }

    [Test]
    public unsafe void A_segment_override_is_used()
    {
        X86State.Segment(guest.State, SegmentIndex.Fs)->Base = 0x30000;
        guest.Flat.Write(0x30000 + 0x2050, [0x34, 0x12]);
        guest.Run(c => c.mov(ax, __word_ptr.fs[si]));
        Assert.That(guest.Ax, Is.EqualTo(0x1234));
    }

    [Test]
    public unsafe void Bp_addresses_the_stack_segment()
    {
        X86State.Segment(guest.State, SegmentIndex.Ss)->Base = 0x30000;
        guest.Flat.Write(0x30000 + 0x0700, [0x34, 0x12]);
        guest.Run(c => c.mov(ax, __word_ptr[bp]));
        Assert.That(guest.Ax, Is.EqualTo(0x1234));
    }

    [Test]
    public void Xlat_wraps_and_takes_the_override()
    {
        guest.Ax = 0xff;
        guest.Set(Registers.Bx, 0xff80);
        guest.Flat.Write(0x7f, [0x5a]);
        guest.Run(c => c.xlatb());
        Assert.That(guest.Ax, Is.EqualTo(0x5a));
    }

    [Test]
    public void Accumulator_moves_know_their_offset()
    {
        guest.Ax = 0x1234;
        guest.LoadBytes(0xa3, 0x00, 0x20, 0xa0, 0x01, 0x20); // mov [2000h], ax; mov al, [2001h]
        guest.Run(2);
        Assert.That(guest.Ax, Is.EqualTo(0x1212));
    }

    [Test]
    public void Salc_spreads_carry()
    {
        guest.Flags = Eflag.Carry;
        guest.Ax = 0x1200;
        guest.LoadBytes(0xd6);
        guest.Run();
        Assert.That(guest.Ax, Is.EqualTo(0x12ff));
    }

    /// <summary>INC and DEC of the one-byte encodings, which 64-bit hosts do not have.</summary>
    [TestCase(0x40, 0x7fff, 0x8000, Eflag.Overflow | Eflag.Sign | Eflag.Adjust | Eflag.Parity | Eflag.Carry)]
    [TestCase(0x40, 0xffff, 0x0000, Eflag.Zero | Eflag.Adjust | Eflag.Parity | Eflag.Carry)]
    [TestCase(0x48, 0x8000, 0x7fff, Eflag.Overflow | Eflag.Adjust | Eflag.Parity | Eflag.Carry)]
    [TestCase(0x48, 0x0000, 0xffff, Eflag.Sign | Eflag.Adjust | Eflag.Parity | Eflag.Carry)]
    public void Steps_keep_carry(byte code, int before, int after, uint flags)
    {
        guest.Flags = Eflag.Carry;
        guest.Ax = (ushort)before;
        guest.LoadBytes(code);
        guest.Run();
        Assert.That((guest.Ax, guest.Flags), Is.EqualTo(((ushort)after, flags)));
    }

    [Test]
    public void A_refused_write_changes_no_flag_and_no_register()
    {
        Refused(c => c.add(__word_ptr[di], ax));
        Refused(c => c.xadd(__word_ptr[di], ax));
        Refused(c => c.xchg(__word_ptr[di], ax));
        Refused(c => c.pop(__word_ptr[di]));
        Refused(c => c.cmpxchg(__word_ptr[di], cx));
    }

    private void Refused(Action<Assembler> instruction)
    {
        using var fresh = new RealModeGuest();
        fresh.Ax = 0x8000;
        fresh.Set(Registers.Di, 0xffff);
        fresh.Flags = Eflag.Zero;
        fresh.Run(instruction);
        Assert.That(
            (fresh.Vector, fresh.Ax, fresh.Flags, fresh.Get(Registers.Sp)),
            Is.EqualTo(((int?)13, (ushort)0x8000, Eflag.Zero, RealModeGuest.StackTop - 6UL))
        );
    }
}
