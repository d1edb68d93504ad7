using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pc;

namespace ReplayEmu.Machines.Tests.Pc;

internal sealed class PcVersionsTests
{
    private static IReadOnlyList<MachineVersion> VersionsLike(string oldest) => PcVersions.ListOf(oldest).NewestFirst;

    [TestCase("pc-0.10")]
    [TestCase("pc-q35-1.4")]
    public void Names_are_unique(string oldest) =>
        Assert.That(VersionsLike(oldest).Select(version => version.Name), Is.Unique);

    [TestCase("pc-0.10")]
    [TestCase("pc-q35-1.4")]
    public void Each_row_names_the_next_version_as_the_first_with_the_new_value(string oldest)
    {
        var versions = VersionsLike(oldest);
        var wrong = Enumerable
            .Range(1, versions.Count - 1)
            .Where(index => versions[index - 1].IsOffered)
            .SelectMany(index => versions[index].Was.Where(row => row.Since != versions[index - 1].Name));
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("pc-0.10")]
    [TestCase("pc-q35-1.4")]
    public void Each_row_has_a_reason(string oldest) =>
        Assert.That(
            VersionsLike(oldest).SelectMany(version => version.Was).Select(row => row.Reason),
            Has.All.Not.Empty
        );

    [TestCase("pc-0.10")]
    [TestCase("pc-q35-1.4")]
    public void Each_row_changes_its_property(string oldest) =>
        Assert.That(
            PcVersions.ListOf(oldest).ChangesSince(oldest)!.Where(change => change.Was == change.Became),
            Is.Empty
        );

    [TestCase("pc-q35-4.0", "pc-q35-4.0.1")]
    [TestCase("pc-q35-2.9", "pc-q35-2.10")]
    public void A_version_of_q35_follows_the_next(string version, string next)
    {
        var names = PcVersions.Q35.NewestFirst.Select(item => item.Name).ToList();
        Assert.That(names.IndexOf(version), Is.EqualTo(names.IndexOf(next) + 1));
    }

    [TestCase("pc-0.13", 0x0000u)]
    [TestCase("pc-0.14", 0x0100u)]
    public void System_errors_can_be_enabled_from_0_14_on(string version, uint expected)
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config(version));
        var bridge = machine.PciFunctions().First();
        bridge.WriteConfig(PciRegister.Command, 2, 0x0100);
        Assert.That(bridge.ReadConfig(PciRegister.Command, 2), Is.EqualTo(expected));
    }

    [TestCase("pc-i440fx-1.7", 0xe000_0000ul)]
    [TestCase("pc-i440fx-2.0", 0xc000_0000ul)]
    [TestCase("pc-q35-1.7", 0xb000_0000ul)]
    [TestCase("pc-q35-2.0", 0x8000_0000ul)]
    public void Ram_is_split_below_4_gib(string version, ulong below)
    {
        var config = PcTestMachine.Config(version) with { RamBytes = 4ul << 30 };
        Assert.That(PcMemory.LowBytes(config), Is.EqualTo(below));
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
