using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>XSAVE, XRSTOR, XGETBV and XSETBV.</summary>
[TestFixture]
internal sealed unsafe class ExtendedStateTests
{
    private const int Image = 0x2000;
    private const int Header = Image + 512;
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.State->Cr4 |= Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions | Cr4Bits.ExtendedStateEnable;
        guest.State->Xcr0 = 3;
        guest.State->Gpr[0] = 3;
        guest.State->Gpr[1] = 0;
        guest.State->Gpr[2] = 0;
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Xsave_and_xrstor_give_everything_back()
    {
        guest.State->Xmm[3] = 0x1234;
        guest.Run(
            c =>
            {
                c.fninit();
                c.fldpi();
                c.xsave(__[Image]);
                c.fninit();
                c.pxor(xmm1, xmm1);
                c.xrstor(__[Image]);
            },
            6
        );
        Assert.That(
            (guest.State->FpuStatus, guest.State->FpuTag, guest.State->FpuRegisters[14], guest.State->Xmm[3]),
            Is.EqualTo(((ushort)0x3800, (ushort)0x3fff, 0xc90fdaa22168c235, 0x1234UL))
        );
    }

    [Test]
    public void Xsave_tells_the_components_in_the_header()
    {
        guest.State->Gpr[0] = 2;
        guest.Run(c => c.xsave(__[Image]));
        Assert.That(guest.Flat.Low[Header], Is.EqualTo(2));
    }

    [Test]
    public void Xsave_leaves_components_alone_that_are_not_asked_for()
    {
        guest.Flat.Write(Image, [0x55, 0x55]);
        guest.State->Gpr[0] = 2;
        guest.Run(c => c.xsave(__[Image]));
        Assert.That(guest.Flat.Low[Image], Is.EqualTo(0x55));
    }

    [Test]
    public void Xrstor_initializes_what_the_image_lacks()
    {
        guest.State->Xmm[3] = 0x1234;
        guest.State->FpuControl = 0x40;
        guest.Flat.Write(Image + 24, [0x80, 0x1f, 0, 0]);
        guest.Run(c => c.xrstor(__[Image]));
        Assert.That(
            (guest.State->Xmm[3], guest.State->FpuControl, guest.State->Mxcsr),
            Is.EqualTo((0UL, (ushort)0x37f, 0x1f80u))
        );
    }

    [TestCase(0, 4)]
    [TestCase(8, 1)]
    [TestCase(16, 1)]
    public void Xrstor_refuses_headers_that_it_does_not_know(int offset, byte value)
    {
        guest.Flat.Write((uint)(Header + offset), [value]);
        guest.Run(c => c.xrstor(__[Image]));
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Xsave_wants_64_byte_alignment()
    {
        guest.Run(c => c.xsave(__[Image + 16]));
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Without_the_system_s_consent_it_is_undefined()
    {
        guest.State->Cr4 &= ~Cr4Bits.ExtendedStateEnable;
        guest.Run(c => c.xgetbv());
        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    [Test]
    public void Xgetbv_gives_what_xsetbv_has_set()
    {
        guest.State->Gpr[0] = 1;
        guest.Run(
            c =>
            {
                c.xsetbv();
                c.mov(eax, 9);
                c.xgetbv();
            },
            3
        );
        Assert.That((guest.State->Gpr[0], guest.State->Gpr[2]), Is.EqualTo((1UL, 0UL)));
    }

    [TestCase(0u)]
    [TestCase(2u)]
    [TestCase(7u)]
    public void Xsetbv_refuses_other_components(uint value)
    {
        guest.State->Gpr[0] = value;
        guest.Run(c => c.xsetbv());
        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    [Test]
    public void Cpuid_repeats_the_system_s_consent()
    {
        guest.State->Gpr[0] = 1;
        guest.Run(c => c.cpuid());
        Assert.That(guest.State->Gpr[1] >> 26 & 3, Is.EqualTo(3));
    }
}
