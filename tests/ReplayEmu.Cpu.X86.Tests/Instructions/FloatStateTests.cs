using System;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>FXSAVE, FXRSTOR, MXCSR and what makes vector instructions fault.</summary>
[TestFixture]
internal sealed unsafe class FloatStateTests
{
    private const int Image = 0x2000;
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.State->Cr0 &= ~(Cr0Bits.Emulation | Cr0Bits.TaskSwitched);
        guest.State->Cr4 |= Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions;
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Fxsave_and_fxrstor_give_everything_back()
    {
        guest.State->Xmm[3] = 0x1234;
        guest.Run(
            c =>
            {
                c.fninit();
                c.fldpi();
                c.fxsave(__[Image]);
                c.fninit();
                c.pxor(xmm1, xmm1);
                c.fxrstor(__[Image]);
            },
            6
        );
        Assert.That(
            (guest.State->FpuStatus, guest.State->FpuTag, guest.State->FpuRegisters[14], guest.State->Xmm[3]),
            Is.EqualTo(((ushort)0x3800, (ushort)0x3fff, 0xc90fdaa22168c235, 0x1234UL))
        );
    }

    [Test]
    public void Fxsave_wants_16_byte_alignment()
    {
        guest.Run(c => c.fxsave(__[Image + 8]));
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Movaps_wants_16_byte_alignment()
    {
        guest.Run(c => c.movaps(xmm0, __[Image + 4]));
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Reserved_bits_of_mxcsr_fault()
    {
        guest.Flat.Write(Image, [0, 0, 1, 0]);
        guest.Run(c => c.ldmxcsr(__dword_ptr[Image]));
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Sse_without_the_system_s_consent_is_undefined()
    {
        guest.State->Cr4 = 0;
        guest.Run(c => c.addps(xmm0, xmm1));
        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    [Test]
    public void A_task_switch_makes_sse_unavailable()
    {
        guest.State->Cr0 |= Cr0Bits.TaskSwitched;
        guest.Run(c => c.addps(xmm0, xmm1));
        Assert.That(guest.Vector, Is.EqualTo(7));
    }

    [Test]
    public void Emulation_makes_mmx_undefined()
    {
        guest.State->Cr0 |= Cr0Bits.Emulation;
        guest.Run(c => c.paddb(mm0, mm1));
        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    [TestCase(Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions, ExpectedResult = 19)]
    [TestCase(Cr4Bits.OsFxsr, ExpectedResult = 6)]
    public int? An_unmasked_exception_faults(ulong cr4)
    {
        guest.State->Cr4 = cr4;
        guest.State->Mxcsr = 0x1f80 & ~0x200u;
        guest.State->Xmm[0] = BitConverter.SingleToUInt32Bits(1);
        guest.Run(c => c.divss(xmm0, xmm1));
        return guest.Vector;
    }

    [Test]
    public void An_unmasked_exception_keeps_the_destination_and_sets_its_flag()
    {
        guest.State->Mxcsr = 0x1f80 & ~0x200u;
        guest.State->Xmm[0] = BitConverter.SingleToUInt32Bits(1);
        guest.Run(c => c.divss(xmm0, xmm1));
        Assert.That((guest.State->Xmm[0], guest.State->Mxcsr), Is.EqualTo((0x3f800000UL, 0x1d84u)));
    }

    [Test]
    public void An_unmasked_x87_exception_waits_for_the_next_instruction()
    {
        guest.State->Cr0 |= Cr0Bits.NumericError;
        guest.Flat.Write(Image, [0x7b, 0x03]);
        guest.Run(
            c =>
            {
                c.fninit();
                c.fldcw(__word_ptr[Image]);
                c.fld1();
                c.fldz();
                c.fdivp(st1, st0);
                c.fnop();
            },
            6
        );
        Assert.That((guest.Vector, guest.State->FpuStatus & 0x80ff), Is.EqualTo((16, 0x8084)));
    }
}
