using NUnit.Framework;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

internal sealed class PcProcessorTests
{
    [TestCase(null, "qemu64")]
    [TestCase("pentium3", "pentium3")]
    [TestCase("Nehalem,-sse4.2", "Nehalem")]
    public void The_model_has_the_name_before_the_features(string? option, string name) =>
        Assert.That(ModelOf(option).Name, Is.EqualTo(name));

    [Test]
    public void A_feature_is_added() => Assert.That(ModelOf("qemu64,+rdtscp").Has(CpuFeature.Rdtscp), Is.True);

    [Test]
    public void A_feature_is_taken_away() =>
        Assert.That(ModelOf("qemu64,-nx").Query(0x80000001, 0).Edx, Is.EqualTo(0x2181abf9));

    [TestCase("pentium4")]
    [TestCase("qemu64,sse")]
    [TestCase("qemu64,+")]
    [TestCase("qemu64,+avx")]
    [TestCase("qemu64,")]
    public void Anything_else_is_refused(string option) =>
        Assert.That(() => ModelOf(option), Throws.TypeOf<ConfigurationException>());

    /// <summary>As a guest reads them on QEMU 7.2.22 but for VME, which its interpreter lacks.</summary>
    [TestCase("pc-i440fx-1.4", "486", 1u, 0x400u)]
    [TestCase("pc-i440fx-2.4", "486", 1u, 0x480u)]
    [TestCase("pc-i440fx-1.4", "pentium3", 2u, 0x673u)]
    [TestCase("pc-i440fx-2.4", "pentium3", 3u, 0x673u)]
    [TestCase("pc-i440fx-1.4", "qemu32", 4u, 0x633u)]
    [TestCase("pc-i440fx-2.4", "qemu32", 4u, 0x663u)]
    [TestCase("pc-i440fx-1.4", "qemu64", 4u, 0x623u)]
    [TestCase("pc-i440fx-2.4", "qemu64", 0xdu, 0x663u)]
    [TestCase("pc-i440fx-1.4", "kvm64", 5u, 0xf61u)]
    [TestCase("pc-i440fx-2.4", "kvm64", 0xdu, 0xf61u)]
    [TestCase("pc-i440fx-1.4", "Nehalem", 2u, 0x623u)]
    [TestCase("pc-i440fx-2.4", "Nehalem", 0xbu, 0x106a3u)]
    public void Versions_have_their_highest_leaf_and_signature(string machine, string cpu, uint level, uint signature)
    {
        var model = PcProcessor.ModelOf(PcTestMachine.Config(machine) with { Cpu = cpu });
        Assert.That((model.Query(0, 0).Eax, model.Query(1, 0).Eax), Is.EqualTo((level, signature)));
    }

    [TestCase("kvm32", 0u)]
    [TestCase("kvm64", 0x20100800u)]
    public void Later_models_of_KVM_repeat_no_features(string cpu, uint features) =>
        Assert.That(
            PcProcessor.ModelOf(PcTestMachine.Config("pc-i440fx-2.4") with { Cpu = cpu }).Query(0x80000001, 0).Edx,
            Is.EqualTo(features)
        );

    [Test]
    public void Later_versions_have_empty_leaves_of_the_hypervisor() =>
        Assert.That(
            PcProcessor.ModelOf(PcTestMachine.Config("pc-i440fx-2.4")).Query(0x40000000, 0),
            Is.EqualTo(new CpuidLeaf(0x40000000, 0, 0, 0, 0, 0))
        );

    private static CpuModel ModelOf(string? option) =>
        PcProcessor.ModelOf(PcTestMachine.Config("pc-1.1") with { Cpu = option });
}
