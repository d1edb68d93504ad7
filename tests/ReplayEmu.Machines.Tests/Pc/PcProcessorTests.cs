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

    private static CpuModel ModelOf(string? option) =>
        PcProcessor.ModelOf(PcTestMachine.Config("pc-1.1") with { Cpu = option });
}
