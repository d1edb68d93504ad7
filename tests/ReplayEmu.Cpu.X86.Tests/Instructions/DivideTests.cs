using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>Quotients that do not fit are #DE at the division, with nothing changed.</summary>
[TestFixture]
internal sealed class DivideTests
{
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp() => guest = new RealModeGuest();

    [TearDown]
    public void TearDown() => guest.Dispose();

    [TestCase(0x0000_1234u, 0u, 0u)]
    [TestCase(0x0000_0000u, 5u, 5u)]
    [TestCase(0xffff_ffffu, 6u, 5u)]
    public void Unsigned_32_bits(uint low, uint high, uint divisor) => Faults(c => c.div(ebx), low, high, divisor);

    [TestCase(0x8000_0000u, 0xffff_ffffu, 0xffff_ffffu)]
    [TestCase(0x0000_0000u, 0x8000_0000u, 0xffff_ffffu)]
    [TestCase(0x8000_0000u, 0x0000_0000u, 1u)]
    [TestCase(1u, 0u, 0u)]
    public void Signed_32_bits(uint low, uint high, uint divisor) => Faults(c => c.idiv(ebx), low, high, divisor);

    [TestCase(0x8000u, 0xffffu, 0xffffu)]
    [TestCase(0u, 0x8000u, 0xffffu)]
    public void Signed_16_bits(uint low, uint high, uint divisor) => Faults(c => c.idiv(bx), low, high, divisor);

    [TestCase(0x0500u, 5u)]
    [TestCase(0x0005u, 0u)]
    public void Unsigned_8_bits(uint dividend, uint divisor) => Faults(c => c.div(bl), dividend, 0, divisor);

    [TestCase(0xff80u, 0xffu)]
    [TestCase(0x8000u, 0xffu)]
    public void Signed_8_bits(uint dividend, uint divisor) => Faults(c => c.idiv(bl), dividend, 0, divisor);

    [Test]
    public void The_most_negative_quotient_fits()
    {
        guest.Set(Registers.Ax, 0xff80);
        guest.Set(Registers.Bx, 1);
        guest.Run(c => c.idiv(bl));
        Assert.That(guest.Ax, Is.EqualTo(0x0080));
    }

    private void Faults(Action<Assembler> division, uint low, uint high, uint divisor)
    {
        guest.Set(Registers.Ax, low);
        guest.Set(Registers.Dx, high);
        guest.Set(Registers.Bx, divisor);
        guest.Run(division);
        Assert.Multiple(() =>
        {
            Assert.That(guest.Vector, Is.EqualTo(0));
            Assert.That(guest.SavedIp, Is.EqualTo(RealModeGuest.CodeAddress));
            Assert.That((guest.Get(Registers.Ax), guest.Get(Registers.Dx)), Is.EqualTo(((ulong)low, (ulong)high)));
        });
    }
}
