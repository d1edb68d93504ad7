using NUnit.Framework;
using ReplayEmu.Devices.Pc.Q35;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Pc.Q35;

public sealed class Q35HostTests
{
    private const ulong RamBytes = 16 << 20;
    private PciBoard board = null!;
    private Q35Host host = null!;
    private MemoryBlock ram = null!;

    [SetUp]
    public void Build()
    {
        board = new PciBoard();
        ram = board.Machine.AddBlock(new MemoryBlock("low", RamBytes));
        var region = new RamRegion("low", ram, 0, RamBytes);
        board.Machine.Memory.Root.Map(0, region);
        host = new Q35Host(
            board.Machine,
            board.Bus,
            board.Machine.Memory.Root,
            region,
            RamBytes,
            new PropertySet(Q35Properties.Driver, Q35Properties.All)
        );
        host.Reset();
    }

    [TearDown]
    public void Free() => board.Dispose();

    [TestCase(0u, 0x8000_0000ul)]
    [TestCase(1u, 0x8000_0000ul)]
    [TestCase(2u, 0x8000_0000ul)]
    public void Configuration_space_is_in_memory_where_its_base_says(uint length, ulong address)
    {
        host.WriteConfig(0x60, 4, (uint)address | (length << 1) | 1);
        Assert.That(Read(address, 4), Is.EqualTo(0x29c0_8086));
    }

    [Test]
    public void Only_256_bytes_of_a_function_are_there()
    {
        host.WriteConfig(0x60, 4, 0x8000_0001);
        Assert.That(Read(0x8000_0100, 4), Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void Disabled_it_is_nowhere()
    {
        host.WriteConfig(0x60, 4, 0x8000_0000);
        Assert.That(Read(0x8000_0000, 4), Is.Not.EqualTo(0x29c0_8086));
    }

    [Test]
    public void Tseg_is_hidden_outside_system_management_mode()
    {
        ram.Span(RamBytes - 4, 4).Fill(0x11);
        host.WriteConfig(0x9d, 2, 0x010a);
        Assert.That(Read(RamBytes - 4, 4), Is.EqualTo(uint.MaxValue));
        host.SetInput(0, true);
        Assert.That(Read(RamBytes - 4, 4), Is.EqualTo(0x1111_1111));
    }

    [Test]
    public void The_lock_keeps_tseg_until_reset()
    {
        host.WriteConfig(0x9d, 2, 0x011a);
        host.WriteConfig(0x9e, 1, 0);
        Assert.That(host.ReadConfig(0x9e, 1) & 1, Is.EqualTo(1));
        host.Reset();
        Assert.That(host.ReadConfig(0x9e, 1) & 1, Is.Zero);
    }

    [Test]
    public void The_lock_closes_an_open_segment()
    {
        host.WriteConfig(0x9d, 1, 0x5a);
        Assert.That(host.ReadConfig(0x9d, 1), Is.EqualTo(0x1a));
    }

    [Test]
    public void Firmware_can_ask_for_the_extended_tseg()
    {
        host.WriteConfig(0x50, 2, 0xffff);
        Assert.That(host.ReadConfig(0x50, 2), Is.EqualTo(64));
    }

    [Test]
    public void Ram_at_the_power_on_smbase_is_kept_after_query_and_lock()
    {
        host.WriteConfig(0x9c, 1, 0xff);
        Assert.That(host.ReadConfig(0x9c, 1), Is.EqualTo(1));
        host.WriteConfig(0x9c, 1, 2);
        Assert.That(Read(0x30000, 4), Is.EqualTo(uint.MaxValue));
    }

    private uint Read(ulong address, int size) => (uint)board.Machine.Memory.Read(address, size);
}
