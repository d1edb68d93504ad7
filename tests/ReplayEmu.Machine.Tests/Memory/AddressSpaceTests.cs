using System.Linq;
using NUnit.Framework;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine.Tests.Memory;

public sealed unsafe class AddressSpaceTests
{
    private StateArena arena = null!;
    private MemoryBlock block = null!;
    private RecordingDevice device = null!;
    private Observation observation = null!;
    private AddressSpace memory = null!;

    [SetUp]
    public void SetUp()
    {
        arena = new StateArena(1 << 12);
        block = new MemoryBlock("ram", 0x4000);
        device = new RecordingDevice();
        observation = new Observation(new Clock(arena, TickRatio.Default)) { Observer = device };
        memory = new AddressSpace(new ContainerRegion("memory", 0x100000), observation, isPorts: false);
        memory.Root.Map(0, new RamRegion("ram", block, 0, 0x4000));
    }

    [TearDown]
    public void TearDown()
    {
        block.Dispose();
        arena.Dispose();
    }

    private void MapDevice(AccessSizes sizes, ulong size = 0x10) =>
        memory.Root.Map(0x8000, new IoRegion("device", size, device, sizes) { Source = 3 });

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public void Ram_reads_back_what_was_written(int size)
    {
        memory.Write(0x123, size, 0x8877665544332211);
        Assert.That(memory.Read(0x123, size), Is.EqualTo(0x8877665544332211 & (ulong.MaxValue >> (64 - (8 * size)))));
    }

    [Test]
    public void Ram_is_little_endian()
    {
        memory.Write(0, 4, 0x44332211);
        Assert.That(block.Span(0, 4).ToArray(), Is.EqualTo(new byte[] { 0x11, 0x22, 0x33, 0x44 }));
    }

    [Test]
    public void A_write_marks_its_pages()
    {
        memory.Write(0xffe, 4, 1);
        var flags = Enumerable.Range(0, 4).Select(page => (PageFlags)block.Flags[page]);
        Assert.That(
            flags,
            Is.EqualTo(new[] { PageFlags.AllDirty, PageFlags.AllDirty, PageFlags.None, PageFlags.None })
        );
    }

    [Test]
    public void Rom_ignores_writes()
    {
        memory.Root.Map(0x4000, new RamRegion("rom", block, 0x1000, 0x1000, readOnly: true));
        memory.Write(0x4000, 1, 0x55);
        memory.WriteBytes(0x4000, [1, 2, 3]);
        Assert.That(memory.Read(0x4000, 4), Is.Zero);
    }

    [Test]
    public void Ram_accesses_are_not_reported()
    {
        memory.Write(0, 4, 1);
        memory.Read(0, 4);
        Assert.That(device.Heard, Is.Empty);
    }

    [Test]
    public void Register_accesses_are_reported_as_the_guest_made_them()
    {
        MapDevice(AccessSizes.Byte);
        memory.Read(0x8002, 4);
        memory.Write(0x8004, 2, 0xabcd);
        Assert.That(
            device.Heard.Select(heard => (heard.Kind, heard.Source, heard.Address, heard.Size, heard.Value)),
            Is.EqualTo(
                new (InteractionKind, ushort, ulong, uint, ulong)[]
                {
                    (InteractionKind.MmioRead, 3, 0x8002, 4, 0x06050403),
                    (InteractionKind.MmioWrite, 3, 0x8004, 2, 0xabcd),
                }
            )
        );
    }

    [Test]
    public void Large_accesses_are_split()
    {
        MapDevice(AccessSizes.UpTo2);
        memory.Read(0x8000, 4);
        memory.Write(0x8004, 4, 0x11223344);
        Assert.That(device.Accesses, Is.EqualTo(new[] { "r 0 2", "r 2 2", "w 4 2 3344", "w 6 2 1122" }));
    }

    [Test]
    public void Small_accesses_are_widened()
    {
        MapDevice(new AccessSizes(4, 4));
        Assert.That(memory.Read(0x8006, 1), Is.EqualTo(7));
        memory.Write(0x8006, 1, 0xee);
        Assert.That(device.Accesses, Is.EqualTo(new[] { "r 4 4", "w 4 4 ee0000" }));
    }

    [Test]
    public void An_access_that_straddles_two_units_touches_both()
    {
        MapDevice(new AccessSizes(4, 4));
        Assert.That(memory.Read(0x8003, 2), Is.EqualTo(0x0504));
        memory.Write(0x8003, 2, 0xbbaa);
        Assert.That(device.Accesses, Is.EqualTo(new[] { "r 0 4", "r 4 4", "w 0 4 aa000000", "w 4 4 bb" }));
    }

    [Test]
    public void An_access_across_the_end_of_a_device_goes_byte_by_byte()
    {
        MapDevice(AccessSizes.UpTo4);
        memory.Root.Map(0x8010, new RamRegion("behind", block, 0, 0x1000));
        memory.Write(0x8010, 2, 0xbbaa);
        Assert.That(memory.Read(0x800e, 4), Is.EqualTo(0xbbaa100f));
    }

    [Test]
    public void Where_nothing_is_memory_reads_zero_and_ports_read_ones()
    {
        var ports = new AddressSpace(new ContainerRegion("ports", 0x10000), observation, isPorts: true);
        Assert.That((memory.Read(0x50000, 4), ports.Read(0x80, 2)), Is.EqualTo((0UL, 0xffffUL)));
        Assert.That(device.Heard.Select(heard => heard.Source), Is.All.EqualTo(Observation.Unassigned));
    }

    [Test]
    public void Bulk_transfers_cross_regions()
    {
        MapDevice(AccessSizes.Byte, 4);
        memory.Root.Map(0x8004, new RamRegion("behind", block, 0x1000, 0x1000));
        memory.WriteBytes(0x8002, [9, 8, 7, 6]);
        var read = new byte[4];
        memory.ReadBytes(0x8002, read);
        Assert.That(read, Is.EqualTo(new byte[] { 3, 4, 7, 6 }));
    }

    [Test]
    public void A_page_resolves_to_its_host_address()
    {
        var address = memory.ResolveWritePage(0x2abc, out var found, out var offset);
        Assert.That(((nint)address, found, offset), Is.EqualTo(((nint)(block.Bytes + 0x2000), block, 0x2000UL)));
    }

    [Test]
    public void A_page_with_registers_in_it_does_not_resolve()
    {
        memory.Root.Map(0x2800, new IoRegion("device", 4, device, AccessSizes.Byte), priority: 1);
        Assert.That(memory.ResolveReadPage(0x2000, out _, out _) is null, Is.True);
    }

    [Test]
    public void Rom_resolves_for_reading_only()
    {
        memory.Root.Map(0x8000, new RamRegion("rom", block, 0, 0x1000, readOnly: true));
        Assert.That(
            (
                (nint)memory.ResolveReadPage(0x8000, out _, out _) != 0,
                (nint)memory.ResolveWritePage(0x8000, out _, out _) != 0
            ),
            Is.EqualTo((true, false))
        );
    }

    [Test]
    public void Shadowed_rom_is_written_to_ram_and_read_from_rom()
    {
        var rom = new RamRegion("rom", block, 0x3000, 0x1000, readOnly: true);
        memory.Root.Map(0x1000, rom, priority: 1, Visibility.Read);
        memory.Write(0x1000, 1, 0x77);
        Assert.That((memory.Read(0x1000, 1), block.Bytes[0x1000]), Is.EqualTo((0UL, (byte)0x77)));
    }

    [Test]
    public void Moves_are_seen_and_told()
    {
        var told = 0;
        memory.Changed = () => told++;
        var mapping = memory.Root.Map(0x8000, new RamRegion("more", block, 0, 0x1000));
        mapping.Move(0x9000);
        mapping.Move(0x9000);
        mapping.Hide();
        Assert.That((told, memory.ReadView.Find(0x9000)), Is.EqualTo((3, -1)));
    }

    [Test]
    public void Changes_behind_an_alias_are_seen()
    {
        var inner = new ContainerRegion("inner", 0x10000);
        memory.Root.Map(0x20000, new AliasRegion("window", inner, 0, 0x10000));
        Assert.That(memory.ReadView.Find(0x20000), Is.Negative);
        inner.Map(0, new RamRegion("late", block, 0, 0x1000));
        Assert.That(memory.ReadView.Find(0x20000), Is.Not.Negative);
    }

    [Test]
    public void Dma_is_reported_with_its_range()
    {
        new DmaChannel(memory, observation, 5).Write(0x100, [1, 2, 3]);
        var heard = device.Heard.Single();
        Assert.That(
            (heard.Kind, heard.Source, heard.Address, heard.Size),
            Is.EqualTo((InteractionKind.DmaWrite, (ushort)5, 0x100UL, 3U))
        );
    }
}
