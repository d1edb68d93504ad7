using NUnit.Framework;

namespace ReplayEmu.Cpu.Power.Tests.Interpreter;

[TestFixture]
internal sealed unsafe class BudgetTests
{
    /// <summary>addi r3,r3,1</summary>
    private const uint Increment = 0x38630001;

    /// <summary>b -8</summary>
    private const uint Back = 0x4bfffff8;

    [TestCase(1UL)]
    [TestCase(2UL)]
    [TestCase(7UL)]
    [TestCase(1000UL)]
    public void It_stops_exactly_at_the_budget(ulong ticks)
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, Increment, Increment, Back);
        m.Run(ticks);
        var increments = (ticks / 3 * 2) + (ticks % 3);
        Assert.That(
            (m.Machine.Clock.Icount, m.State->Gpr[3], m.State->Nip),
            Is.EqualTo((ticks, increments, PowerMachine.Start + (ticks % 3 * 4)))
        );
    }

    [Test]
    public void Pieces_of_a_run_are_the_run()
    {
        using var whole = new PowerMachine();
        using var pieces = new PowerMachine();
        whole.Code(PowerMachine.Start, Increment, Increment, Back);
        pieces.Code(PowerMachine.Start, Increment, Increment, Back);
        whole.Run(101);
        for (var i = 0; i < 101; i++)
        {
            pieces.Run(1);
        }

        Assert.That((pieces.State->Gpr[3], pieces.State->Nip), Is.EqualTo((whole.State->Gpr[3], whole.State->Nip)));
    }
}
