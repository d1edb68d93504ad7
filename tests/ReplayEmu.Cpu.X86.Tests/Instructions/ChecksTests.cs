using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>BOUND, UD and where LOCK is allowed.</summary>
[TestFixture]
internal sealed class ChecksTests
{
    private const int InvalidOpcode = 6;
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp() => guest = new RealModeGuest();

    [TearDown]
    public void TearDown() => guest.Dispose();

    [TestCase(0xfffe, null)]
    [TestCase(0x0003, null)]
    [TestCase(0x0000, null)]
    [TestCase(0x0004, 5)]
    [TestCase(0xfffd, 5)]
    public void Bound_is_signed_and_inclusive(int index, int? vector)
    {
        guest.Flat.Write(0x2000, [0xfe, 0xff, 0x03, 0x00]);
        guest.Ax = (ushort)index;
        guest.Run(c => c.bound(ax, __dword_ptr[0x2000]));
        Assert.That(guest.Vector, Is.EqualTo(vector));
    }

    [TestCase(new byte[] { 0x0f, 0x0b }, TestName = "UD2")]
    [TestCase(new byte[] { 0x0f, 0xb9, 0xc0 }, TestName = "UD1")]
    [TestCase(new byte[] { 0xf0, 0x90 }, TestName = "LOCK NOP")]
    [TestCase(new byte[] { 0xf0, 0x01, 0xc0 }, TestName = "LOCK ADD to a register")]
    [TestCase(new byte[] { 0xf0, 0x3b, 0x07 }, TestName = "LOCK CMP")]
    [TestCase(new byte[] { 0xf0, 0x03, 0x07 }, TestName = "LOCK ADD from memory")]
    [TestCase(new byte[] { 0xf0, 0x89, 0x07 }, TestName = "LOCK MOV")]
    [TestCase(new byte[] { 0x8d, 0xc0 }, TestName = "LEA of a register")]
    public void Not_an_instruction(byte[] code)
    {
        guest.LoadBytes(code);
        guest.Run();
        Assert.That(
            (guest.Vector, guest.SavedIp),
            Is.EqualTo(((int?)InvalidOpcode, (ushort)RealModeGuest.CodeAddress))
        );
    }

    [Test]
    public void Lock_of_a_read_modify_write_is_allowed()
    {
        guest.Set(Registers.Bx, 0x2000);
        guest.Run(c => c.@lock.inc(__word_ptr[bx]));
        Assert.That((guest.Vector, guest.Word(0x2000)), Is.EqualTo(((int?)null, (ushort)1)));
    }
}
