using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>MONITOR and MWAIT.</summary>
[TestFixture]
internal sealed unsafe class MonitorWaitTests
{
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.State->Gpr[1] = 0;
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Mwait_waits_for_an_interrupt()
    {
        guest.State->Eflags |= Eflag.Interrupt;
        guest.Run(
            c =>
            {
                c.monitor();
                c.mwait();
            },
            2
        );
        Assert.That(guest.Flat.Cpu.IsHalted, Is.True);
    }

    [Test]
    public void Mwait_that_masked_interrupts_end_does_not_wait_without_them()
    {
        guest.State->Gpr[1] = 1;
        guest.State->Eflags &= ~Eflag.Interrupt;
        guest.Run(c => c.mwait());
        Assert.That(guest.Flat.Cpu.IsHalted, Is.False);
    }

    [Test]
    public void Extensions_that_are_not_there_fault()
    {
        guest.State->Gpr[1] = 2;
        guest.Run(c => c.mwait());
        Assert.That(guest.Vector, Is.EqualTo(13));
    }
}
