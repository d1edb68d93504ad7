using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Pc.I440fx;
using ReplayEmu.Devices.Tests.Pci;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Pc.I440fx;

public sealed class I440fxHostTests
{
    private PciBoard board = null!;
    private I440fxHost host = null!;

    [SetUp]
    public void Build()
    {
        board = new PciBoard();
        host = new I440fxHost(board.Machine, board.Bus, board.Machine.Memory.Root, 1 << 20);
        var rom = new MemoryBlock("rom", 0x60000, isRom: true);
        board.Machine.AddBlock(rom);
        rom.Span(0, 0x60000).Fill(0xb1);
        board.Bus.Memory.Map(0xa0000, new RamRegion("rom", rom, 0, 0x60000, readOnly: true));
        host.Reset();
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void Configuration_is_read_through_the_ports()
    {
        board.Out(0xcf8, 0x8000_0000, 4);
        Assert.That(board.In(0xcfc, 4), Is.EqualTo(0x1237_8086));
        Assert.That(board.In(0xcfe, 2), Is.EqualTo(0x1237));
        Assert.That(board.In(0xcff), Is.EqualTo(0x12));
    }

    [Test]
    public void Nothing_answers_while_the_enable_bit_is_clear()
    {
        board.Out(0xcf8, 0, 4);
        Assert.That(board.In(0xcfc, 4), Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void Empty_slots_and_other_buses_read_as_ones()
    {
        board.Out(0xcf8, 0x8000_8000, 4);
        Assert.That(board.In(0xcfc, 4), Is.EqualTo(uint.MaxValue));
        board.Out(0xcf8, 0x8001_0000, 4);
        Assert.That(board.In(0xcfc, 4), Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void The_address_register_takes_doublewords_only()
    {
        board.Out(0xcf8, 0x8000_0010, 4);
        board.Out(0xcf8, 0x55, 1);
        board.Out(0xcfa, 0x5555, 2);
        Assert.That(board.In(0xcf8, 4), Is.EqualTo(0x8000_0010));
    }

    [Test]
    public void A_configuration_access_is_reported_with_the_function_as_source()
    {
        board.Out(0xcf8, 0x8000_0008, 4);
        board.Interactions.Clear();
        board.In(0xcfe, 2);
        var access = board.Interactions.Single(i => i.Kind == InteractionKind.ConfigRead);
        Assert.That(board.Machine.Observation.Sources[access.Source], Is.EqualTo("00:00.0 i440FX"));
        Assert.That((access.Address, access.Size, access.Value), Is.EqualTo((0x0aul, 2u, 0x0600ul)));
    }

    [TestCase(0x00, 0xb1u, 0x00)]
    [TestCase(0x10, 0x22u, 0x00)]
    [TestCase(0x20, 0xb1u, 0x33)]
    [TestCase(0x30, 0x33u, 0x33)]
    public void Pam0_routes_reads_and_writes_of_the_bios_area(int pam, uint read, int ram)
    {
        board.Ram.Span(0xf1000, 1)[0] = 0x22;
        host.WriteConfig(0x59, 1, (uint)pam);
        board.Machine.Memory.Write(0xf1000, 1, 0x33);
        Assert.That(board.Ram.Span(0xf1000, 1)[0], Is.EqualTo(ram == 0 ? 0x22 : ram));
        Assert.That(board.Machine.Memory.Read(0xf1000, 1), Is.EqualTo(read));
    }

    [TestCase(0x5a, 0x01u, 0xc0000u)]
    [TestCase(0x5a, 0x10u, 0xc4000u)]
    [TestCase(0x5f, 0x01u, 0xe8000u)]
    [TestCase(0x5f, 0x10u, 0xec000u)]
    public void Each_pam_field_is_16_kib(int register, uint value, uint address)
    {
        host.WriteConfig(register, 1, value);
        Assert.That(board.Machine.Memory.Read(address - 1, 1), Is.EqualTo(0xb1));
        Assert.That(board.Machine.Memory.Read(address, 1), Is.Zero);
        Assert.That(board.Machine.Memory.Read(address + 0x3fff, 1), Is.Zero);
        Assert.That(board.Machine.Memory.Read(address + 0x4000, 1), Is.EqualTo(0xb1));
    }

    [TestCase(0x02u, false, 0xb1u)]
    [TestCase(0x42u, false, 7u)]
    [TestCase(0x0au, false, 0xb1u)]
    [TestCase(0x0au, true, 7u)]
    public void Smram_is_seen_when_open_or_in_system_management_mode(uint smram, bool smm, uint expected)
    {
        board.Ram.Span(0xa8000, 1)[0] = 7;
        host.WriteConfig(0x72, 1, smram);
        host.SetInput(0, smm);
        Assert.That(board.Machine.Memory.Read(0xa8000, 1), Is.EqualTo(expected));
    }

    [Test]
    public void Reset_closes_every_shadow()
    {
        host.WriteConfig(0x59, 4, 0x3333_3330);
        host.Reset();
        Assert.That(board.Machine.Memory.Read(0xf0000, 1), Is.EqualTo(0xb1));
    }
}
