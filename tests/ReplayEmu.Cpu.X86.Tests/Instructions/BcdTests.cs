using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>Decimal arithmetic is right for every pair of decimal operands.</summary>
[TestFixture]
internal sealed class BcdTests
{
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp() => guest = new RealModeGuest();

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Daa_adds_packed_decimals()
    {
        for (var a = 0; a < 100; a++)
        {
            for (var b = 0; b < 100; b++)
            {
                guest.Ax = (ushort)(Packed(a) | (Packed(b) << 8));
                Start();
                Assert.That(
                    (guest.Ax & 0xff, guest.Flags & Eflag.Carry),
                    Is.EqualTo((Packed((a + b) % 100), a + b >= 100 ? Eflag.Carry : 0)),
                    $"{a} + {b}"
                );
            }
        }

        void Start()
        {
            guest.LoadBytes(0x00, 0xe0, 0x27); // add al, ah; daa
            guest.Run(2);
        }
    }

    [Test]
    public void Das_subtracts_packed_decimals()
    {
        for (var a = 0; a < 100; a++)
        {
            for (var b = 0; b < 100; b++)
            {
                guest.Ax = (ushort)(Packed(a) | (Packed(b) << 8));
                guest.LoadBytes(0x28, 0xe0, 0x2f); // sub al, ah; das
                guest.Run(2);
                Assert.That(
                    (guest.Ax & 0xff, guest.Flags & Eflag.Carry),
                    Is.EqualTo((Packed((a - b + 100) % 100), a < b ? Eflag.Carry : 0)),
                    $"{a} - {b}"
                );
            }
        }
    }

    [Test]
    public void Aaa_carries_into_ah([Range(0, 9)] int a, [Range(0, 9)] int b)
    {
        guest.Ax = (ushort)(0x200 | a);
        guest.Run(
            c =>
            {
                c.add(al, (sbyte)b);
                c.aaa();
            },
            2
        );
        var carry = a + b > 9;
        Assert.That(
            (guest.Ax, guest.Flags & (Eflag.Carry | Eflag.Adjust)),
            Is.EqualTo(((ushort)((carry ? 0x300 : 0x200) | ((a + b) % 10)), carry ? Eflag.Carry | Eflag.Adjust : 0))
        );
    }

    [Test]
    public void Aas_borrows_from_ah([Range(0, 9)] int a, [Range(0, 9)] int b)
    {
        guest.Ax = (ushort)(0x200 | a);
        guest.Run(
            c =>
            {
                c.sub(al, (sbyte)b);
                c.aas();
            },
            2
        );
        var borrow = a < b;
        Assert.That(
            (guest.Ax, guest.Flags & (Eflag.Carry | Eflag.Adjust)),
            Is.EqualTo(
                ((ushort)((borrow ? 0x100 : 0x200) | ((a - b + 10) % 10)), borrow ? Eflag.Carry | Eflag.Adjust : 0)
            )
        );
    }

    [Test]
    public void Aad_undoes_aam()
    {
        for (var value = 0; value < 256; value++)
        {
            guest.Ax = (ushort)value;
            guest.LoadBytes(0xd4, 0x0a, 0xd5, 0x0a);
            guest.Run();
            Assert.That(guest.Ax, Is.EqualTo((value / 10 << 8) | (value % 10)));
            guest.Run();
            Assert.That(guest.Ax, Is.EqualTo(value));
        }
    }

    [Test]
    public void Aam_by_zero_is_a_divide_error()
    {
        guest.LoadBytes(0xd4, 0x00);
        guest.Run();
        Assert.That(guest.Vector, Is.EqualTo(0));
    }

    private static int Packed(int value) => (value / 10 << 4) | (value % 10);
}
