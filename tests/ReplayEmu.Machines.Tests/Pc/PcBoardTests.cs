using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Tests.Pc;

public sealed class PcBoardTests
{
    [TestCase("pc-1.0", 0x0500u)]
    [TestCase("pc-1.1", 0x00ffu)]
    public void The_class_of_the_balloon_follows_the_version(string type, uint expected) =>
        Assert.That(BalloonClass(PcTestMachine.Config(type)), Is.EqualTo(expected));

    [Test]
    public void A_global_beats_the_version() =>
        Assert.That(
            BalloonClass(
                PcTestMachine.Config("pc-1.0") with
                {
                    Globals = [new GlobalProperty("virtio-balloon-pci", "class", "0x00ff")],
                }
            ),
            Is.EqualTo(0x00ff)
        );

    [Test]
    public void The_device_beats_a_global() =>
        Assert.That(
            BalloonClass(
                PcTestMachine.Config("pc-1.1") with
                {
                    Globals = [new GlobalProperty("virtio-balloon-pci", "class", "0x00ff")],
                },
                ("class", "0x0500")
            ),
            Is.EqualTo(0x0500)
        );

    [Test]
    public void The_first_instruction_is_at_the_top_of_the_firmware()
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config("pc"));
        Assert.That(machine.Memory.Read(0xffff_fff0, 1), Is.EqualTo(0xf4));
        Assert.That(machine.Memory.Read(0xf_fff0, 1), Is.EqualTo(0xf4));
    }

    [Test]
    public void Ram_above_the_hole_starts_at_4_gib()
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config("pc") with { RamBytes = 4096ul << 20 });
        var facts = Facts(machine);
        Assert.That(facts, Does.Contain("0000000000100000-00000000dfffffff read ram ram-below-4g +0x100000\n"));
        Assert.That(facts, Does.Contain("0000000100000000-000000011fffffff read ram ram-above-4g +0xe0000000\n"));
    }

    [Test]
    public void Reset_is_power_on_for_every_function()
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config("pc"));
        var before = machine.PciFunctions().Select(function => function.Config.ToArray()).ToList();
        foreach (var function in machine.PciFunctions())
        {
            for (var register = 0; register < 256; register += 4)
            {
                function.WriteConfig(register, 4, 0x5a5a_5a5a);
            }
        }

        machine.Reset();
        Assert.That(machine.PciFunctions().Select(function => function.Config.ToArray()), Is.EqualTo(before));
    }

    [Test]
    public void Two_machines_of_one_configuration_have_the_same_state()
    {
        using var first = PcTestMachine.Build(PcTestMachine.Config("pc"));
        using var second = PcTestMachine.Build(PcTestMachine.Config("pc"));
        Assert.That(first.Arena.Bytes.ToArray(), Is.EqualTo(second.Arena.Bytes.ToArray()));
    }

    [Test]
    public void Two_balloons_are_refused() =>
        AssertNotBuilt(
            PcTestMachine.Config("pc") with
            {
                Devices = [PcTestMachine.Device("virtio-balloon-pci"), PcTestMachine.Device("virtio-balloon-pci")],
            },
            "at most one"
        );

    [Test]
    public void A_taken_slot_is_refused() =>
        AssertNotBuilt(
            PcTestMachine.Config("pc") with
            {
                Devices = [PcTestMachine.Device("virtio-balloon-pci", ("addr", "1"))],
            },
            "01.0 is taken by 'PIIX3'"
        );

    [Test]
    public void An_empty_disk_is_refused() =>
        AssertNotBuilt(PcTestMachine.Config("pc") with { Drives = [Drive("empty.img", 0)] }, "at least one sector");

    [Test]
    public void Firmware_of_odd_size_is_refused() =>
        AssertNotBuilt(
            PcTestMachine.Config("pc") with
            {
                Bios = new ImageReference("odd.bin", 0x10001, new string('0', 64)),
            },
            "multiple of 64 KiB"
        );

    [Test]
    public void A_disk_is_described_in_the_cmos()
    {
        using var machine = PcTestMachine.Build(PcTestMachine.Config("pc") with { Drives = [Drive("d", 10 << 20)] });
        Assert.That((Cmos(machine, 0x12), Cmos(machine, 0x19), Cmos(machine, 0x1b)), Is.EqualTo((0xf0, 47, 20)));
    }

    private static int Cmos(Machine.VirtualMachine machine, byte index)
    {
        machine.Ports.Write(0x70, 1, index);
        return (int)machine.Ports.Read(0x71, 1);
    }

    private static DriveConfig Drive(string name, long size) =>
        new("ide0", "ide", 0, "disk", false, new ImageReference(name, size, new string('0', 64)), []);

    private static uint BalloonClass(MachineConfig config, params (string Name, string Value)[] properties)
    {
        using var machine = PcTestMachine.Build(
            config with
            {
                Devices = [PcTestMachine.Device("virtio-balloon-pci", properties)],
            }
        );
        return machine.PciFunctions().Single(f => f.Driver == "virtio-balloon-pci").ReadConfig(0x0a, 2);
    }

    private static string Facts(Machine.VirtualMachine machine)
    {
        var facts = new FactWriter();
        foreach (var source in machine.Devices.OfType<IFactSource>())
        {
            source.WriteFacts(facts);
        }

        return facts.ToText();
    }

    private static void AssertNotBuilt(MachineConfig config, string message) =>
        Assert.That(
            () => PcTestMachine.Build(config),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(message)
        );
}
