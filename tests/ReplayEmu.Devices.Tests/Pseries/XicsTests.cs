using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Tests.Pseries;

[TestFixture]
public sealed class XicsTests
{
    private const uint Wire = 0x1200;
    private const uint Edge = 0x1100;
    private const uint Calls = 0x1000;
    private DeviceRig rig = null!;
    private XicsDevice xics = null!;
    private Pin pin = null!;
    private int wire;
    private int edge;

    [SetUp]
    public void Build()
    {
        rig = new DeviceRig();
        pin = new Pin();
        xics = new XicsDevice(rig.Machine);
        xics.Output = rig.Machine.Irqs.Connect("external", pin, 0);
        wire = xics.Declare(Wire, isLevel: true);
        edge = xics.Declare(Edge, isLevel: false);
        xics.Reset();
        xics.SetPriority(0xff);
    }

    [TearDown]
    public void Dispose() => rig.Dispose();

    [Test]
    public void A_source_that_is_off_does_not_interrupt()
    {
        xics.SetInput(wire, true);
        Assert.That(pin.Level, Is.False);
    }

    [Test]
    public void A_wire_interrupts_until_it_is_released()
    {
        SetVector(Wire, 5);
        xics.SetInput(wire, true);
        var first = xics.Accept();
        xics.End((0xffu << 24) | Wire);
        var again = pin.Level;
        xics.SetInput(wire, false);
        xics.End((0xffu << 24) | xics.Accept());
        Assert.That((first, again, pin.Level), Is.EqualTo(((0xffu << 24) | Wire, true, false)));
    }

    [Test]
    public void An_edge_is_remembered_while_its_source_is_off()
    {
        xics.SetInput(edge, true);
        SetVector(Edge, 5);
        Assert.That(xics.Accept() & 0xffffff, Is.EqualTo(Edge));
    }

    [Test]
    public void An_accepted_interrupt_keeps_less_favoured_ones_away()
    {
        SetVector(Wire, 5);
        SetVector(Edge, 5);
        xics.SetInput(wire, true);
        xics.Accept();
        xics.SetInput(edge, true);
        var during = pin.Level;
        xics.End((0xffu << 24) | Wire);
        Assert.That((during, pin.Level), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_processor_can_interrupt_itself()
    {
        xics.Request(0, 4);
        Assert.That(xics.Accept() & 0xffffff, Is.EqualTo(2u));
    }

    [Test]
    public void Messages_get_a_row_of_numbers()
    {
        var first = xics.Allocate(0x1300, 3, 1);
        var second = xics.Allocate(0x1300, 1, 1);
        xics.Free(first, 3);
        Assert.That((first, second, xics.Allocate(0x1300, 2, 1)), Is.EqualTo((0x1300u, 0x1303u, 0x1300u)));
    }

    [Test]
    public void More_messages_than_there_are_are_refused() => Assert.That(xics.Allocate(0x1300, 2000, 1), Is.Zero);

    [Test]
    public void A_source_that_is_not_there_is_refused()
    {
        Call(0x1777, 0, 5);
        xics.SetVector(new RtasCall(rig.Machine.Memory, Calls));
        Assert.That(Result(), Is.EqualTo(-3));
    }

    private void SetVector(uint number, uint priority)
    {
        Call(number, 0, priority);
        xics.SetVector(new RtasCall(rig.Machine.Memory, Calls));
    }

    private void Call(params uint[] arguments)
    {
        Put(0, RtasTokens.SetVector);
        Put(1, 3);
        Put(2, 1);
        for (var i = 0; i < arguments.Length; i++)
        {
            Put(3 + i, arguments[i]);
        }
    }

    private void Put(int word, uint value) =>
        rig.Machine.Memory.Write(Calls + (4 * (ulong)word), 4, BinaryPrimitives.ReverseEndianness(value));

    private int Result() => (int)BinaryPrimitives.ReverseEndianness((uint)rig.Machine.Memory.Read(Calls + (4 * 6), 4));

    private sealed class Pin : IIrqSink
    {
        public bool Level { get; private set; }

        public void SetInput(int input, bool level) => Level = level;
    }
}
