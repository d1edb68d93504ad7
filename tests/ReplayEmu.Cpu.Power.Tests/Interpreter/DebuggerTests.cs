using System;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.Power.Tests.Interpreter;

[TestFixture]
internal sealed unsafe class DebuggerTests
{
    [Test]
    public void A_breakpoint_stops_before_its_instruction()
    {
        using var m = new PowerMachine();
        // addi r3,r3,1 three times.
        m.Code(PowerMachine.Start, 0x38630001, 0x38630001, 0x38630001, 0x48000000);
        m.Cpu.SetBreakpoints([PowerMachine.Start + 8]);
        m.Cpu.BreakpointsEnabled = true;
        var reason = m.Run(10);
        Assert.That(
            (reason, m.State->Nip, m.State->Gpr[3], m.Cpu.BreakpointHit),
            Is.EqualTo((StopReason.HostRequest, PowerMachine.Start + 8, 2UL, true))
        );
    }

    [Test]
    public void A_breakpoint_changes_nothing_for_the_guest()
    {
        using var m = new PowerMachine();
        m.Code(PowerMachine.Start, 0x38630001, 0x38630001, 0x38630001, 0x4bfffff4);
        m.Cpu.SetBreakpoints([PowerMachine.Start + 8]);
        m.Run(9);
        Assert.That((m.State->Nip, m.State->Gpr[3]), Is.EqualTo((PowerMachine.Start + 4, 7UL)));
    }

    [Test]
    public void Every_register_can_be_read()
    {
        using var m = new PowerMachine();
        m.State->Gpr[5] = 7;
        var numbers = m.Cpu.DebugRegisters.Select(register => register.Name).ToList();
        var value = new byte[16];
        for (var i = 0; i < numbers.Count; i++)
        {
            m.Cpu.ReadRegister(i, value);
        }

        m.Cpu.ReadRegister(numbers.IndexOf("r5"), value);
        Assert.That(BitConverter.ToUInt64(value), Is.EqualTo(7UL));
    }

    [Test]
    public void The_condition_register_is_written_as_it_is_read()
    {
        using var m = new PowerMachine();
        var number = m.Cpu.DebugRegisters.Select(register => register.Name).ToList().IndexOf("cr");
        m.Cpu.WriteRegister(number, [0x78, 0x56, 0x34, 0x12]);
        var value = new byte[4];
        m.Cpu.ReadRegister(number, value);
        Assert.That(BitConverter.ToUInt32(value), Is.EqualTo(0x12345678u));
    }
}
