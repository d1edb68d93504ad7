using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

internal sealed class PcVersionsTests
{
    private static IReadOnlyList<MachineVersion> Versions => PcVersions.List.NewestFirst;

    [Test]
    public void Names_are_unique() => Assert.That(Versions.Select(version => version.Name), Is.Unique);

    [Test]
    public void Each_row_names_the_next_version_as_the_first_with_the_new_value()
    {
        var wrong = Enumerable
            .Range(1, Versions.Count - 1)
            .Where(index => Versions[index - 1].IsOffered)
            .SelectMany(index => Versions[index].Was.Where(row => row.Since != Versions[index - 1].Name));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Each_row_has_a_reason() =>
        Assert.That(Versions.SelectMany(version => version.Was).Select(row => row.Reason), Has.All.Not.Empty);

    [Test]
    public void Each_row_changes_its_property() =>
        Assert.That(PcVersions.List.ChangesSince("pc-0.10")!.Where(change => change.Was == change.Became), Is.Empty);

    [TestCase("pc-0.13", 0x0000u)]
    [TestCase("pc-0.14", 0x0100u)]
    public void System_errors_can_be_enabled_from_0_14_on(string version, uint expected)
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config(version));
        var bridge = machine.PciFunctions().First();
        bridge.WriteConfig(PciRegister.Command, 2, 0x0100);
        Assert.That(bridge.ReadConfig(PciRegister.Command, 2), Is.EqualTo(expected));
    }

    [TestCase("pc-i440fx-1.7", true)]
    [TestCase("pc-i440fx-2.0", false)]
    public void A_memory_map_that_is_not_implemented_is_refused(string version, bool accepted)
    {
        var config = PcTestMachine.Config(version) with { RamBytes = 4ul << 30 };
        Assert.That(
            () => new MachineCatalogue().Resolve(config),
            accepted ? Throws.Nothing : Throws.TypeOf<ConfigurationException>()
        );
    }

    [TestCase("pc-1.1", 0x0623u)]
    [TestCase("pc-i440fx-1.6", 0x0623u)]
    [TestCase("pc-i440fx-1.7", 0x0663u)]
    public void The_signature_of_qemu64_follows_the_version(string version, uint expected) =>
        Assert.That(PcProcessor.ModelOf(PcTestMachine.Config(version)).Signature, Is.EqualTo(expected));

    [Test]
    public void A_global_property_of_the_board_beats_the_version()
    {
        var config = PcTestMachine.Config("pc-1.1") with
        {
            Globals = [new GlobalProperty("qemu64-x86_64-cpu", "model", "6")],
        };
        Assert.That(PcProcessor.ModelOf(config).Signature, Is.EqualTo(0x0663u));
    }
}
