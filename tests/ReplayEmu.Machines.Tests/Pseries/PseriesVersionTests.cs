using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines.Pseries;
using ReplayEmu.Machines.Pseries.Versions;

namespace ReplayEmu.Machines.Tests.Pseries;

[TestFixture]
public sealed class PseriesVersionTests
{
    [TestCase("pseries-7.2", "power9")]
    [TestCase("pseries-3.1", "power8")]
    [TestCase("pseries-2.7", "power7")]
    [TestCase("pseries-1.0", "power8")]
    public void The_default_processor_is_of_the_version(string machine, string cpu) =>
        Assert.That(new MachineCatalogue().Resolve(Config(machine)).Cpu, Is.EqualTo(cpu));

    [TestCase("pseries-1.0", "0x500", "off")]
    [TestCase("pseries-1.1-dev", "0x500", "on")]
    [TestCase("pseries-1.1", "0xff", "on")]
    [TestCase("pseries-2.1", "0xff", "off")]
    public void The_two_changes_of_2012_are_apart(string machine, string classCode, string types)
    {
        var changes = new MachineCatalogue().ChangesOf(machine);
        var found = changes.LastOrDefault(change => change.Property == "class")?.Was ?? "0xff";
        var type = changes.LastOrDefault(change => change.Property == "x-device-type-from-class")?.Was ?? "off";
        Assert.That((found, type), Is.EqualTo((classCode, types)));
    }

    [Test]
    public void Interrupts_of_old_versions_are_packed()
    {
        var layout = PseriesProperties.LayoutOf(PseriesVersions.BoardOf(Config("pseries-2.1")));
        Assert.That((layout.TerminalInterrupt, layout.PciInterrupts.FirstWire), Is.EqualTo((0x1001u, 0x1003u)));
    }

    [Test]
    public void The_newest_version_is_there() =>
        Assert.That(new MachineCatalogue().Types.Select(type => type.Name), Has.Member("pseries-11.1"));

    [Test]
    public void A_device_of_the_pc_alone_is_refused() =>
        Assert.That(
            () =>
                new MachineCatalogue().Resolve(
                    Config("pseries") with
                    {
                        Devices = [new DeviceConfig("isa-serial", [])],
                    }
                ),
            Throws.InstanceOf<ConfigurationException>().With.Message.Contains("does not fit")
        );

    private static MachineConfig Config(string machine) =>
        new()
        {
            Machine = machine,
            RamBytes = 256 << 20,
            Bios = new ImageReference("test.bin", 0x300, new string('0', 64)),
        };
}
