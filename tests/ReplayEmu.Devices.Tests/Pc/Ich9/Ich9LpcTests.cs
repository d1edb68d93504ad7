using NUnit.Framework;
using ReplayEmu.Devices.Pc.Ich9;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Tests.Pc.Ich9;

public sealed class Ich9LpcTests
{
    private PciBoard board = null!;
    private Ich9Lpc lpc = null!;

    [SetUp]
    public void Build()
    {
        board = new PciBoard();
        lpc = new Ich9Lpc(board.Machine, board.Bus, 0xf8, board.Machine.Memory.Root, board, board.Line(100), 0);
        lpc.Reset();
        lpc.WriteConfig(0x40, 4, 0x600);
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void Each_wire_has_a_request_of_its_own([Range(0, 7)] int wire)
    {
        lpc.SetInput(wire, true);
        Assert.That(board.Levels[16 + wire], Is.True);
    }

    [TestCase(0, 0x60)]
    [TestCase(3, 0x63)]
    [TestCase(4, 0x68)]
    [TestCase(7, 0x6b)]
    public void A_wire_goes_where_its_route_says(int wire, int register)
    {
        lpc.WriteConfig(register, 1, 11);
        lpc.SetInput(wire, true);
        Assert.That(board.Levels[11], Is.True);
    }

    [Test]
    public void A_disabled_route_reaches_only_the_wire_s_own_request()
    {
        lpc.SetInput(2, true);
        Assert.That(board.Levels, Has.Exactly(1).True);
    }

    [TestCase(0u, 9)]
    [TestCase(1u, 10)]
    [TestCase(2u, 11)]
    [TestCase(4u, 20)]
    [TestCase(5u, 21)]
    public void The_system_control_interrupt_moves_with_its_choice(uint code, int request)
    {
        RaiseSystemControlInterrupt();
        lpc.WriteConfig(0x44, 1, 0x80 | code);
        Assert.That(board.Levels[request], Is.True);
        Assert.That(board.Levels, Has.Exactly(1).True);
    }

    [Test]
    public void The_operating_system_takes_over_with_command_2()
    {
        board.Out(0xb2, 2);
        Assert.That(board.In(0x604, 2), Is.EqualTo(1));
    }

    [Test]
    public void A_command_raises_an_smi_only_when_it_is_enabled()
    {
        board.Machine.Irqs.Edge = (line, level) => edges += level ? 1 : 0;
        board.Out(0xb2, 0x55);
        Assert.That(edges, Is.Zero);
        board.Out(0x630, 0x21, 4);
        board.Out(0xb2, 0x55);
        Assert.That(edges, Is.EqualTo(1));
    }

    [Test]
    public void The_chipset_registers_follow_their_base()
    {
        lpc.WriteConfig(0xf0, 4, 0xfed1_c001);
        Assert.That(board.Machine.Memory.Read(0xfed1_f140, 2), Is.EqualTo(0x3210));
    }

    [Test]
    public void Another_pin_route_is_a_loud_stop()
    {
        lpc.WriteConfig(0xf0, 4, 0xfed1_c001);
        Assert.That(
            () => board.Machine.Memory.Write(0xfed1_f140, 2, 0x0123),
            Throws.TypeOf<UnimplementedException>().With.Message.StartWith("ICH9-LPC D31IR")
        );
    }

    [TestCase(0, 0, 4)]
    [TestCase(1, 0, 5)]
    [TestCase(3, 1, 4)]
    [TestCase(30, 2, 6)]
    [TestCase(31, 0, 0)]
    public void Pins_are_on_wires_as_QEMU_wires_them(int slot, int pin, int wire) =>
        Assert.That(Ich9Lpc.WireOf(slot, pin), Is.EqualTo(wire));

    private int edges;

    private void RaiseSystemControlInterrupt()
    {
        // PM1_EN.TMR_EN, then let the timer's bit 23 change.
        board.Out(0x602, 1, 2);
        board.Machine.Clock.Skip(400_000_000);
        board.Out(0x602, 1, 2);
    }
}
