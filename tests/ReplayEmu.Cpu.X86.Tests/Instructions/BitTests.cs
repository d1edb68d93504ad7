using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>Bit strings in memory, and what the scans do with nothing to find.</summary>
[TestFixture]
internal sealed class BitTests
{
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp() => guest = new RealModeGuest();

    [TearDown]
    public void TearDown() => guest.Dispose();

    [TestCase(0x0000, 0x2000u, 0x01)]
    [TestCase(0x0011, 0x2002u, 0x02)]
    [TestCase(0xffff, 0x1fffu, 0x80)]
    [TestCase(0x8000, 0x1000u, 0x01)]
    public void A_bit_number_selects_the_byte_as_well(int number, uint address, byte expected)
    {
        guest.Set(Registers.Bx, 0x2000);
        guest.Set(Registers.Cx, (ulong)number);
        guest.Run(c => c.bts(__word_ptr[bx], cx));
        Assert.That(guest.Byte(address), Is.EqualTo(expected));
    }

    [Test]
    public void An_immediate_bit_number_stays_in_the_operand()
    {
        guest.Set(Registers.Bx, 0x2000);
        guest.Run(c => c.bts(__word_ptr[bx], 17));
        Assert.That(guest.Word(0x2000), Is.EqualTo(2));
    }

    [Test]
    public void A_scan_of_zero_leaves_the_destination()
    {
        guest.Ax = 0x1234;
        guest.Set(Registers.Bx, 0);
        guest.Run(c => c.bsf(ax, bx));
        Assert.That((guest.Ax, guest.Flags & Eflag.Zero), Is.EqualTo(((ushort)0x1234, Eflag.Zero)));
    }

    /// <summary>F3 0F BC is TZCNT only for a CPU with BMI1; a zero source tells the two apart.</summary>
    [Test]
    public void Rep_bsf_is_bsf()
    {
        guest.Ax = 0x1234;
        guest.LoadBytes(0xf3, 0x0f, 0xbc, 0xc3);
        guest.Run();
        Assert.That(guest.Ax, Is.EqualTo(0x1234));
    }
}
