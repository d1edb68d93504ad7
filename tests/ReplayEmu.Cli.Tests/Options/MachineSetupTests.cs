using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Tests.Options;

internal sealed class MachineSetupTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void Memory_and_machine() =>
        Assert.That(Config("-M", "toy-1.0", "-m", "64M"), Has.Property("RamBytes").EqualTo(64UL << 20));

    [Test]
    public void The_default_firmware_is_the_built_in_failing_guest() =>
        Assert.That(Config().Bios!.Name, Is.EqualTo("panic-demo.bin"));

    [Test]
    public void A_firmware_file_is_known_by_its_contents() =>
        Assert.That(
            Config("-bios", folder.Write("bios.bin", "abc"u8.ToArray())).Bios!.Sha256,
            Does.StartWith("ba7816bf8f01cfea")
        );

    [Test]
    public void Devices_keep_their_order() =>
        Assert.That(
            Config("-device", "b,addr=0x10", "-device", "a").Devices.Select(device => device.Driver),
            Is.EqualTo(new[] { "b", "a" })
        );

    [Test]
    public void A_global_is_driver_property_and_value() =>
        Assert.That(
            Config("-global", "virtio-balloon-pci.class=0x500").Globals.Single(),
            Is.EqualTo(new GlobalProperty("virtio-balloon-pci", "class", "0x500"))
        );

    [Test]
    public void A_drive_takes_the_next_free_index()
    {
        var disk = folder.Write("disk.img", 1);
        Assert.That(Config("-hda", disk, "-drive", "file=" + disk).Drives[1].Index, Is.EqualTo(1));
    }

    [Test]
    public void A_drive_has_QEMUs_name() =>
        Assert.That(
            Config("-drive", "index=3,file=" + folder.Write("disk.img", 1)).Drives.Single().Id,
            Is.EqualTo("ide1-hd1")
        );

    [Test]
    public void There_is_one_serial_port_by_default() => Assert.That(Config().SerialPorts, Is.EqualTo(1));

    [Test]
    public void There_is_no_serial_port_with_nodefaults() => Assert.That(Config("-nodefaults").SerialPorts, Is.Zero);

    [Test]
    public void A_debug_console_is_a_device() => Assert.That(Config("-debugcon", "null").DebugConsole, Is.True);

    [Test]
    public void Firmware_configuration_takes_text() =>
        Assert.That(
            Config("-fw_cfg", "name=opt/a,string=b").FwCfg.Single(),
            Is.EqualTo(new FwCfgFile("opt/a", "b", null))
        );

    [Test]
    public void A_display_ROM_is_found_beside_the_firmware()
    {
        folder.Write("vgabios-stdvga.bin", 1);
        Assert.That(Config("-bios", folder.Write("bios.bin", 2)).Roms.Single().Name, Is.EqualTo("vgabios-stdvga.bin"));
    }

    [Test]
    public void An_instruction_is_eight_nanoseconds_unless_said_otherwise() =>
        Assert.That(Config("-icount", "shift=4").TickNumerator, Is.EqualTo(16));

    [TestCase("-S")]
    [TestCase("-s")]
    [TestCase("-gdb", "tcp::1234")]
    public void The_debugger_is_not_there_yet(params string[] arguments) =>
        Assert.That(Invocation.Of(["run", .. arguments]).Error, Does.Contain("come with 'replayemu debug'"));

    private static MachineConfig Config(params string[] arguments)
    {
        var catalogue = new ToyCatalogue();
        var result = Invocation.With(catalogue, ["run", "--max-instructions", "1", .. arguments]);
        return catalogue.Resolved ?? throw new AssertionException(result.Error);
    }
}
