using NUnit.Framework;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>RDRAND and RDSEED.</summary>
[TestFixture]
internal sealed unsafe class RandomNumberTests
{
    [Test]
    public void The_seed_decides() => Assert.That(First(1), Is.EqualTo(First(1)).And.Not.EqualTo(First(2)));

    [Test]
    public void Numbers_differ()
    {
        using var guest = new RealModeGuest();
        guest.Run(
            c =>
            {
                c.rdrand(eax);
                c.rdseed(ebx);
            },
            2
        );
        Assert.That(guest.State->Gpr[0], Is.Not.EqualTo(guest.State->Gpr[3]));
    }

    [Test]
    public void CF_tells_that_there_is_one()
    {
        using var guest = new RealModeGuest();
        guest.Run(c => c.rdrand(ax));
        Assert.That(LazyFlags.Get(guest.State), Is.EqualTo(Eflag.Carry));
    }

    [Test]
    public void A_reset_does_not_begin_again()
    {
        using var guest = new RealModeGuest();
        guest.Run(c => c.rdrand(eax));
        var before = guest.State->RandomState;
        guest.Flat.Cpu.Reset();
        Assert.That(guest.State->RandomState, Is.EqualTo(before));
    }

    private static ulong First(ulong seed)
    {
        using var guest = new RealModeGuest();
        guest.State->RandomState = seed;
        guest.Run(c => c.rdrand(eax));
        return guest.State->Gpr[0];
    }
}
