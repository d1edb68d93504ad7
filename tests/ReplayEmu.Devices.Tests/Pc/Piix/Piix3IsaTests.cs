using NUnit.Framework;
using ReplayEmu.Devices.Pc.I440fx;
using ReplayEmu.Devices.Pc.Piix;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Pc.Piix;

public sealed class Piix3IsaTests
{
    private PciBoard board = null!;
    private Piix3Isa isa = null!;

    [SetUp]
    public void Build()
    {
        board = new PciBoard();
        isa = new Piix3Isa(board.Machine, board.Bus, 8, board);
        isa.Reset();
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void A_wire_goes_where_its_route_says()
    {
        isa.WriteConfig(0x62, 1, 11);
        isa.Router.SetInput(2, true);
        Assert.That(board.Levels[11], Is.True);
    }

    [Test]
    public void A_disabled_route_asserts_nothing()
    {
        isa.Router.SetInput(2, true);
        Assert.That(board.Levels, Has.None.True);
    }

    [Test]
    public void Changing_the_route_moves_an_asserted_wire()
    {
        isa.WriteConfig(0x60, 1, 10);
        isa.Router.SetInput(0, true);
        isa.WriteConfig(0x60, 1, 11);
        Assert.That((board.Levels[10], board.Levels[11]), Is.EqualTo((false, true)));
    }

    [Test]
    public void Two_wires_and_an_isa_device_share_a_request()
    {
        isa.WriteConfig(0x60, 2, 0x0b0b);
        isa.Router.SetInput(0, true);
        isa.Router.SetInput(1, true);
        isa.Interrupts.SetInput(11, true);
        isa.Router.SetInput(0, false);
        isa.Router.SetInput(1, false);
        Assert.That(board.Levels[11], Is.True);
        isa.Interrupts.SetInput(11, false);
        Assert.That(board.Levels[11], Is.False);
    }

    [Test]
    public void The_timer_cannot_be_reached_by_a_route()
    {
        isa.WriteConfig(0x60, 1, 0);
        isa.Router.SetInput(0, true);
        Assert.That(board.Levels[0], Is.False);
        isa.Interrupts.SetInput(0, true);
        Assert.That(board.Levels[0], Is.True);
    }

    [Test]
    public void Port_cf9_resets_the_machine()
    {
        var host = new I440fxHost(board.Machine, board.Bus, board.Machine.Memory.Root, 1 << 20);
        host.ConfigPorts.ResetControl = isa.ResetControl;
        var cpu = new StoppedCpu();
        board.Machine.AddCpu(cpu);
        board.Out(0xcf9, 2);
        board.Machine.Run(0);
        Assert.That(cpu.Resets, Is.Zero);
        board.Out(0xcf9, 6);
        board.Machine.Run(0);
        Assert.That(cpu.Resets, Is.EqualTo(1));
    }

    private sealed class StoppedCpu : ICpu
    {
        public int Resets { get; private set; }

        public string Name => "cpu0";

        public ulong ProgramCounter => 0;

        public bool IsHalted => true;

        public void Reset() => Resets++;

        public CpuStop Run(ulong budget) => CpuStop.Halted;

        public void RequestStop() { }

        public void MemoryMapChanged() { }

        public void RevokeWriteAccess() { }

        public void CodePageWritten(MemoryBlock block, ulong page) { }

        public void StateReplaced() { }
    }
}
