using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Model;

namespace ReplayEmu.Cpu.X86.Tests.Decode;

internal sealed class FeatureGateTests
{
    [TestCase("486", Code.Rdtsc, false)]
    [TestCase("486", Code.Fadd_m32fp, true)]
    [TestCase("pentium", Code.Rdtsc, true)]
    [TestCase("pentium", Code.Cmove_r32_rm32, false)]
    [TestCase("pentium3", Code.Addps_xmm_xmmm128, true)]
    [TestCase("pentium3", Code.Addpd_xmm_xmmm128, false)]
    [TestCase("qemu32", Code.Syscall, false)]
    [TestCase("qemu64", Code.Syscall, true)]
    [TestCase("qemu64", Code.Rdtscp, false)]
    [TestCase("qemu64", Code.Pshufb_xmm_xmmm128, false)]
    [TestCase("qemu64", Code.Vmrunq, true)]
    [TestCase("qemu64", Code.VEX_Vaddps_xmm_xmm_xmmm128, false)]
    [TestCase("Nehalem", Code.Pcmpistri_xmm_xmmm128_imm8, true)]
    [TestCase("max", Code.Rdtscp, true)]
    public void An_instruction_comes_with_its_feature(string model, Code code, bool present)
    {
        var instruction = new Instruction { Code = code };

        Assert.That(FeatureGate.Admit(CpuModels.Define(model)!.Build(), ref instruction), Is.EqualTo(present));
    }

    [TestCase("kvm64", Code.Lzcnt_r32_rm32, Code.Bsr_r32_rm32)]
    [TestCase("qemu64", Code.Lzcnt_r32_rm32, Code.Lzcnt_r32_rm32)]
    [TestCase("qemu64", Code.Tzcnt_r32_rm32, Code.Bsf_r32_rm32)]
    [TestCase("qemu64", Code.Rdsspd_r32, Code.Nopd)]
    [TestCase("qemu64", Code.Prefetchw_m8, Code.Nopd)]
    [TestCase("qemu64", Code.Wbnoinvd, Code.Wbinvd)]
    public void An_unknown_prefix_is_ignored(string model, Code code, Code seen)
    {
        var instruction = new Instruction { Code = code };

        FeatureGate.Admit(CpuModels.Define(model)!.Build(), ref instruction);

        Assert.That(instruction.Code, Is.EqualTo(seen));
    }
}
