using NUnit.Framework;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

internal sealed unsafe class FastCallTests
{
    [Test]
    public void SYSENTER_goes_to_the_kernel()
    {
        using var machine = Started();
        machine.Assemble(32, 0x10000, a => a.sysenter());

        machine.Run(1);

        Assert.That(
            (machine.State->Rip, machine.Esp, machine.State->Segments[1].Selector, machine.State->Segments[2].Selector),
            Is.EqualTo((0x20000ul, 0x9000u, (ushort)0x08, (ushort)0x10))
        );
    }

    [Test]
    public void SYSEXIT_goes_to_the_user()
    {
        using var machine = Started();
        (machine.State->Gpr[2], machine.State->Gpr[1]) = (0x30000, 0x7000);
        machine.Assemble(32, 0x10000, a => a.sysexit());

        machine.Run(1);

        Assert.That(
            (machine.State->Rip, machine.Esp, machine.State->Cpl, machine.State->Segments[1].Selector),
            Is.EqualTo((0x30000ul, 0x7000u, 3u, (ushort)0x1b))
        );
    }

    [Test]
    public void Without_a_selector_it_is_a_fault()
    {
        using var machine = Started();
        machine.State->SysenterCs = 0;
        machine.WriteGate(13, 0x11000);
        machine.Assemble(32, 0x11000, a => a.mov(eax, 1));
        machine.Assemble(32, 0x10000, a => a.sysenter());

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(1u));
    }

    [Test]
    public void RDTSCP_is_undefined_on_the_default_model()
    {
        using var machine = Started();
        machine.WriteGate(6, 0x11000);
        machine.Assemble(32, 0x11000, a => a.mov(eax, 1));
        machine.Assemble(32, 0x10000, a => a.rdtscp());

        machine.Run(2);

        Assert.That(machine.Eax, Is.EqualTo(1u));
    }

    private static X86Machine Started()
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.State->SysenterCs = X86Machine.Code32;
        machine.State->SysenterEsp = 0x9000;
        machine.State->SysenterEip = 0x20000;
        return machine;
    }
}
