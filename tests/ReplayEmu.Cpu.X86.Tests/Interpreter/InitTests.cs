using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Interpreter;

public sealed unsafe class InitTests
{
    [Test]
    public void INIT_keeps_caches_vectors_and_MSRs()
    {
        using var machine = Running();
        machine.State->Xmm[3] = 5;
        machine.State->SysenterEip = 6;
        machine.State->Cr0 &= ~(Cr0Bits.CacheDisable | Cr0Bits.NotWriteThrough);

        machine.Cpu.SetInput((int)X86Pin.Init, true);
        machine.Run(1);

        Assert.That(
            (machine.State->Xmm[3], machine.State->SysenterEip, machine.State->Cr0, machine.State->Rip),
            Is.EqualTo((5UL, 6UL, 0x10UL, 0xfff0UL))
        );
    }

    [Test]
    public void An_NMI_waits_for_the_IRET_of_the_one_before()
    {
        using var machine = Running();
        machine.WriteGate(2, 0x11000);
        machine.Assemble(
            32,
            0x11000,
            a =>
            {
                a.inc(ebx);
                a.iretd();
            }
        );
        Pulse(machine);
        machine.Run(1);
        Pulse(machine);
        machine.Run(1);
        var nested = machine.Ebx;

        machine.Run(3);

        Assert.That((nested, machine.Ebx), Is.EqualTo((1u, 2u)));
    }

    [Test]
    public void The_A20_gate_masks_translated_addresses_and_page_tables()
    {
        using var machine = Running();
        // Directory at 100000h and table at 101000h: with the gate closed they are read at 0 and 1000h.
        machine.Write32(0, 0x101007);
        machine.Write32(0x1000 + (0x10 * 4), 0x10007);
        machine.Write32(0x1000 + (0x50 * 4), 0x150007);
        machine.Write32(0x50000, 0x1234);
        machine.Assemble(32, 0x10000, a => a.mov(eax, __[0x50000]));
        machine.State->Cr3 = 0x100000;
        machine.State->Cr0 |= Cr0Bits.Paging;
        machine.Cpu.SetInput((int)X86Pin.A20, false);

        machine.Run(1);

        Assert.That(machine.Eax, Is.EqualTo(0x1234));
    }

    [TestCase(0x277u, 0x0007040600070406UL, ExpectedResult = true)]
    [TestCase(0x277u, 0x0007040600070402UL, ExpectedResult = false)]
    [TestCase(0x2ffu, 0xc06UL, ExpectedResult = true)]
    [TestCase(0x2ffu, 0x1c06UL, ExpectedResult = false)]
    [TestCase(0x200u, 0xf0000007UL, ExpectedResult = false)]
    [TestCase(0x201u, 0xff0000800UL, ExpectedResult = true)]
    [TestCase(0x268u, 0x0505050505050502UL, ExpectedResult = false)]
    public bool Memory_types_are_checked(uint msr, ulong value)
    {
        using var machine = Running();
        machine.WriteGate(13, 0x12000);
        machine.Assemble(32, 0x12000, a => a.hlt());
        machine.Assemble(32, 0x10000, a => a.wrmsr());
        (machine.State->Gpr[0], machine.State->Gpr[1], machine.State->Gpr[2]) = ((uint)value, msr, value >> 32);

        machine.Run(1);

        return machine.State->Rip == 0x10002;
    }

    private static void Pulse(X86Machine machine)
    {
        machine.Cpu.SetInput((int)X86Pin.Nmi, true);
        machine.Cpu.SetInput((int)X86Pin.Nmi, false);
    }

    private static X86Machine Running()
    {
        var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                for (var i = 0; i < 20; i++)
                {
                    a.nop();
                }
            }
        );
        return machine;
    }
}
