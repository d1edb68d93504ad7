using NUnit.Framework;

namespace ReplayEmu.Cpu.Power.Tests.Decode;

[TestFixture]
internal sealed unsafe class SelfModifyingCodeTests
{
    [Test]
    public void An_instruction_written_just_before_it_runs_is_the_new_one()
    {
        using var m = new PowerMachine();
        // stw r4,8(r5); nop; li r3,1 (replaced by li r3,2)
        m.Code(PowerMachine.Start, 0x90850008, 0x60000000, 0x38600001);
        m.State->Gpr[4] = 0x38600002;
        m.State->Gpr[5] = PowerMachine.Start;
        m.Run(3);
        Assert.That(m.State->Gpr[3], Is.EqualTo(2UL));
    }
}
