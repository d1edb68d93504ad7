using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Tests.Pc;

public sealed class PcCatalogueTests
{
    private readonly MachineCatalogue catalogue = new();

    [Test]
    public void The_alias_stands_for_the_version_of_traces_and_goldens() =>
        Assert.That(catalogue.Resolve(PcTestMachine.Config("pc")).Machine, Is.EqualTo("pc-1.1"));

    [TestCase("pc-1.9", "did you mean 'pc-1.")]
    [TestCase("pc-1.O", "did you mean 'pc-1.")]
    [TestCase("spaceship", "unknown machine type 'spaceship'")]
    public void An_unknown_type_names_the_nearest(string type, string message) => AssertRefused(type, message);

    [Test]
    public void An_unknown_device_names_the_nearest() =>
        AssertRefused(Device("virtio-baloon-pci"), "did you mean 'virtio-balloon-pci'?");

    [Test]
    public void A_device_of_qemu_that_is_missing_here_says_so() =>
        AssertRefused(Device("virtio-9p-pci"), "not implemented");

    [Test]
    public void A_device_of_the_board_cannot_be_added() => AssertRefused(Device("piix3-ide"), "part of every PC board");

    [Test]
    public void An_unknown_property_names_the_nearest() =>
        AssertRefused(Device("virtio-balloon-pci", ("clas", "0x500")), "did you mean 'class'?");

    [Test]
    public void A_bad_value_is_refused() =>
        AssertRefused(Device("virtio-balloon-pci", ("event_idx", "maybe")), "is not on or off");

    [Test]
    public void A_bad_global_is_refused() =>
        AssertRefused(
            PcTestMachine.Config("pc") with
            {
                Globals = [new GlobalProperty("virtio-balloon-pci", "klass", "1")],
            },
            "did you mean 'class'?"
        );

    [Test]
    public void An_unknown_display_is_refused() =>
        AssertRefused(PcTestMachine.Config("pc") with { Vga = "qxl" }, "-vga qxl is not implemented");

    [Test]
    public void A_machine_without_firmware_is_refused() =>
        AssertRefused(PcTestMachine.Config("pc") with { Bios = null }, "-bios");

    [TestCase(0ul)]
    [TestCase((1ul << 20) + 1)]
    [TestCase(1ul << 40)]
    public void Odd_amounts_of_ram_are_refused(ulong bytes) =>
        AssertRefused(PcTestMachine.Config("pc") with { RamBytes = bytes }, "bytes of RAM");

    [TestCase("cx")]
    [TestCase("")]
    [TestCase("cdna")]
    public void A_boot_order_of_other_devices_is_refused(string order) =>
        AssertRefused(PcTestMachine.Config("pc") with { BootOrder = order }, "-boot");

    [TestCase("pc-1.1", "cirrus", "e1000")]
    [TestCase("pc-i440fx-2.1", "cirrus", "e1000")]
    [TestCase("pc-i440fx-2.2", "std", "e1000")]
    [TestCase("pc-q35-2.11", "std", "e1000")]
    // e1000e is not implemented.
    [TestCase("pc-q35-2.12", "std", null)]
    public void The_default_board_has_a_display_and_a_network_card(string machine, string display, string? card)
    {
        var config = catalogue.Resolve(PcTestMachine.Config(machine) with { NoDefaults = false });
        Assert.That(
            (config.Vga, config.SerialPorts, config.Devices.Count == 0 ? null : config.Devices[0].Driver),
            Is.EqualTo((display, 1, card))
        );
    }

    [Test]
    public void Resolving_twice_adds_nothing()
    {
        var once = catalogue.Resolve(PcTestMachine.Config("pc") with { NoDefaults = false });
        Assert.That(catalogue.Resolve(once).Devices, Has.Count.EqualTo(once.Devices.Count));
    }

    [Test]
    public void A_netdev_takes_the_place_of_the_default_card()
    {
        var given = PcTestMachine.Config("pc") with
        {
            NoDefaults = false,
            Netdevs = [new NetdevConfig("net", "user", [], [])],
        };
        Assert.That(catalogue.Resolve(given).Devices, Is.Empty);
    }

    [Test]
    public void Option_roms_of_other_displays_are_dropped()
    {
        string[] names = ["vgabios-stdvga.bin", "vgabios-cirrus.bin", "other.bin"];
        var given = PcTestMachine.Config("pc-1.1") with
        {
            NoDefaults = false,
            Roms = [.. names.Select(name => new ImageReference(name, 512, new string('2', 64)))],
        };
        Assert.That(
            catalogue.Resolve(given).Roms.Select(rom => rom.Name),
            Is.EqualTo(new[] { "vgabios-cirrus.bin", "other.bin" })
        );
    }

    private static MachineConfig Device(string driver, params (string Name, string Value)[] properties) =>
        PcTestMachine.Config("pc") with
        {
            Devices = [PcTestMachine.Device(driver, properties)],
        };

    private void AssertRefused(string type, string message) => AssertRefused(PcTestMachine.Config(type), message);

    private void AssertRefused(MachineConfig config, string message) =>
        Assert.That(
            () => catalogue.Resolve(config),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(message)
        );
}
