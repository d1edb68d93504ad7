using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests.Pci;

public sealed class PciFunctionTests : IIrqSink
{
    private VirtualMachine machine = null!;
    private PciBus bus = null!;
    private Probe probe = null!;
    private readonly bool[] wires = new bool[4];

    [SetUp]
    public void Build()
    {
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        bus = new PciBus(machine, machine.Memory.Root, machine.Ports.Root) { Router = this };
        probe = new Probe(machine, bus);
        probe.Reset();
    }

    [TearDown]
    public void Free() => machine.Dispose();

    public void SetInput(int input, bool level) => wires[input] = level;

    [Test]
    public void Identity_is_read_only()
    {
        probe.WriteConfig(PciRegister.Vendor, 4, 0);
        Assert.That(probe.ReadConfig(PciRegister.Vendor, 4), Is.EqualTo(0x1002_1af4));
    }

    [TestCase(0x10, 0xffff_ffe1u)]
    [TestCase(0x14, 0xffff_f008u)]
    [TestCase(0x18, 0xffff_000cu)]
    [TestCase(0x1c, 0xffff_ffffu)]
    [TestCase(0x20, 0u)]
    [TestCase(0x30, 0xffff_f801u)]
    public void Writing_ones_to_a_bar_tells_its_size(int register, uint expected)
    {
        probe.WriteConfig(register, 4, uint.MaxValue);
        Assert.That(probe.ReadConfig(register, 4), Is.EqualTo(expected));
    }

    [Test]
    public void An_io_bar_answers_only_while_io_is_enabled()
    {
        probe.WriteConfig(0x10, 4, 0xc000);
        Assert.That(machine.Ports.Read(0xc004, 1), Is.EqualTo(0xff));
        probe.WriteConfig(PciRegister.Command, 2, PciRegister.CommandIo);
        Assert.That(machine.Ports.Read(0xc004, 1), Is.EqualTo(4));
    }

    [Test]
    public void A_64_bit_bar_answers_above_4_gib()
    {
        probe.WriteConfig(0x18, 4, 0);
        probe.WriteConfig(0x1c, 4, 2);
        probe.WriteConfig(PciRegister.Command, 2, PciRegister.CommandMemory);
        Assert.That(machine.Memory.Read(0x2_0000_0007, 1), Is.EqualTo(7));
    }

    [Test]
    public void A_rom_needs_its_own_enable_bit()
    {
        probe.WriteConfig(PciRegister.Command, 2, PciRegister.CommandMemory);
        probe.WriteConfig(0x30, 4, 0xfe00_0000);
        Assert.That(machine.Memory.Read(0xfe00_0009, 1), Is.Zero);
        probe.WriteConfig(0x30, 1, 1);
        Assert.That(machine.Memory.Read(0xfe00_0009, 1), Is.EqualTo(9));
    }

    [Test]
    public void Status_error_bits_are_cleared_by_ones()
    {
        probe.RaiseErrors();
        probe.WriteConfig(PciRegister.Status, 2, 0x4000);
        Assert.That(probe.ReadConfig(PciRegister.Status, 2), Is.EqualTo(0xb910));
    }

    [Test]
    public void Inta_of_slot_16_pulls_pirq_d_unless_disabled()
    {
        probe.Interrupt(true);
        Assert.That(wires, Is.EqualTo(new[] { false, false, false, true }));
        probe.WriteConfig(PciRegister.Command, 2, PciRegister.CommandInterruptDisable);
        Assert.That(wires[3], Is.False);
    }

    [Test]
    public void A_shared_wire_stays_up_until_both_let_go()
    {
        var other = new Probe(machine, bus, 20 << 3);
        other.Reset();
        probe.Interrupt(true);
        other.Interrupt(true);
        probe.Interrupt(false);
        Assert.That(wires[3], Is.True);
        other.Interrupt(false);
        Assert.That(wires[3], Is.False);
    }

    [Test]
    public void Reset_gives_back_the_power_on_state()
    {
        var before = probe.Config.ToArray();
        for (var register = 0; register < PciFunction.ConfigSize; register += 4)
        {
            probe.WriteConfig(register, 4, 0xa5a5_a5a5);
        }

        probe.Reset();
        Assert.That(probe.Config.ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void A_taken_slot_is_a_configuration_error() =>
        Assert.That(
            () => new Probe(machine, bus),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("10.0 is taken")
        );

    [Test]
    public void Facts_list_bars_and_capabilities()
    {
        var facts = new FactWriter();
        probe.WriteFacts(facts);
        Assert.That(facts.ToText(), Does.Contain("00:10.0 bar2 mem64 prefetchable size 0x10000\n"));
        Assert.That(facts.ToText(), Does.Contain("00:10.0 capability 0x09 at 0x40\n"));
    }

    private sealed class Probe : PciFunction, IBusDevice
    {
        public Probe(VirtualMachine machine, PciBus bus, int address = 16 << 3)
            : base(machine, bus, address, "probe", new PciIdentity(0x1af4, 0x1002, 0x00ff00) { InterruptPin = 1 })
        {
            AddIoBar(0, new IoRegion("io", 32, this, AccessSizes.Byte));
            AddMemoryBar(1, new IoRegion("mem", 4096, this, AccessSizes.Byte), prefetchable: true);
            AddMemoryBar(2, new IoRegion("mem64", 65536, this, AccessSizes.Byte), prefetchable: true, is64Bit: true);
            AddRomBar(new IoRegion("rom", 2048, this, AccessSizes.Byte));
            AddCapability(0x09, 0x40, 16);
        }

        public ulong Read(ulong offset, int size) => offset;

        public void Write(ulong offset, int size, ulong value) { }

        public void Interrupt(bool asserted) => SetInterrupt(asserted);

        public void RaiseErrors() => Registers[PciRegister.Status + 1] |= 0xf9;
    }
}
