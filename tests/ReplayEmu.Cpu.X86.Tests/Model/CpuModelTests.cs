using NUnit.Framework;
using ReplayEmu.Cpu.X86.Model;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Model;

public sealed unsafe class CpuModelTests
{
    [Test]
    public void CPUID_gives_the_vendor_string()
    {
        using var machine = new X86Machine();
        machine.StartProtected(0x10000);
        machine.Assemble(
            32,
            0x10000,
            a =>
            {
                a.xor(eax, eax);
                a.cpuid();
            }
        );

        machine.Run(2);

        Assert.That(
            (machine.Eax, machine.Ebx, machine.Ecx, (uint)machine.State->Gpr[2]),
            Is.EqualTo((4u, 0x68747541u, 0x444d4163u, 0x69746e65u))
        );
    }

    [Test]
    public void EDX_has_the_signature_after_reset()
    {
        using var machine = new X86Machine();

        Assert.That(machine.State->Gpr[2], Is.EqualTo(CpuModels.Qemu64.Query(1, 0).Eax));
    }

    [Test]
    public void An_unknown_leaf_is_the_highest_basic_one()
    {
        var model = CpuModels.Qemu64;

        Assert.That(model.Query(0x40000000, 0).Eax, Is.EqualTo(model.Query(4, 0).Eax));
    }

    [Test]
    public void ECX_does_not_count_in_a_leaf_without_subleaves() =>
        Assert.That(CpuModels.Qemu64.Query(0, 0x1234), Is.EqualTo(CpuModels.Qemu64.Query(0, 0)));

    [Test]
    public void ECX_selects_the_cache_in_leaf_4() =>
        Assert.That(CpuModels.Qemu64.Query(4, 1), Is.Not.EqualTo(CpuModels.Qemu64.Query(4, 0)));
}
