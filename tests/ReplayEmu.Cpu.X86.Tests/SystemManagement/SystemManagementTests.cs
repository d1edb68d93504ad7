using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.SystemManagement;

internal sealed unsafe class SystemManagementTests
{
    private const ulong Map = 0x30000 + 0x8000;

    [Test]
    public void An_SMI_runs_the_handler_at_SMBASE_in_big_real_mode()
    {
        using var machine = Interrupted("qemu64");

        machine.Run(1);

        var cs = X86State.Segment(machine.State, SegmentIndex.Cs);
        Assert.That(
            (machine.State->Rip, cs->Base, cs->Limit, machine.State->Cr0 & 1, machine.State->SystemManagement),
            Is.EqualTo((0x8000ul, 0x30000ul, uint.MaxValue, 0ul, (byte)1))
        );
    }

    [TestCase("qemu64", 0x7f78u, 0x7ff8u, 0x7efcu, 0x20064u)]
    [TestCase("qemu32", 0x7ff0u, 0x7fd0u, 0x7efcu, 0x20000u)]
    public void The_map_has_the_layout_of_the_model(string model, uint ip, uint ax, uint revision, uint expected)
    {
        using var machine = Interrupted(model);

        machine.Run(1);

        Assert.That(
            (machine.Read32(Map + ip), machine.Read32(Map + ax), machine.Read32(Map + revision)),
            Is.EqualTo((0x10000u, 0x12345678u, expected))
        );
    }

    [TestCase("qemu64")]
    [TestCase("qemu32")]
    public void RSM_goes_back_to_where_the_CPU_was(string model)
    {
        using var machine = Interrupted(model);
        machine.Assemble(16, 0x38000, a => Handler(a));

        machine.Run(4);

        Assert.That(
            (
                machine.State->Rip,
                machine.Eax,
                machine.Ebx,
                machine.State->Cr0 & 1,
                machine.State->Segments[SegmentIndex.Cs].Selector
            ),
            Is.EqualTo((0x10001ul, 0x12345678u, 0u, 1ul, X86Machine.Code32))
        );
    }

    [Test]
    public void RSM_takes_a_changed_SMBASE()
    {
        using var machine = Interrupted("qemu64");
        machine.Assemble(16, 0x38000, a => Relocate(a));

        machine.Run(4);

        Assert.That(machine.State->SmBase, Is.EqualTo(0xa0000));
    }

    [Test]
    public void RSM_outside_is_undefined()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.WriteGate(6, 0x11000);
        machine.Assemble(32, 0x10000, a => a.rsm());

        machine.Assemble(32, 0x11000, a => a.mov(eax, 7));

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(7u));
    }

    [Test]
    public void A_second_SMI_waits_for_RSM()
    {
        using var machine = Interrupted("qemu64");
        machine.Assemble(16, 0x38000, a => a.hlt());

        machine.Run(1);
        Pulse(machine);
        machine.Run(1);

        Assert.That((machine.State->SmiPending, machine.State->Halted), Is.EqualTo(((byte)1, (byte)1)));
    }

    private static void Handler(Assembler a)
    {
        a.mov(ebx, 1);
        a.rsm();
    }

    private static void Relocate(Assembler a)
    {
        a.mov(eax, 0x3ff00);
        a.mov(__dword_ptr[eax], 0xa0000);
        a.rsm();
    }

    private static void Pulse(X86Machine machine)
    {
        machine.Cpu.SetInput((int)X86Pin.Smi, true);
        machine.Cpu.SetInput((int)X86Pin.Smi, false);
    }

    private static X86Machine Interrupted(string model)
    {
        var machine = new X86Machine(model);
        machine.StartProtected(0x10000);
        machine.State->Gpr[0] = 0x12345678;
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.nop();
                a.nop();
            }
        );
        Pulse(machine);
        return machine;
    }
}
