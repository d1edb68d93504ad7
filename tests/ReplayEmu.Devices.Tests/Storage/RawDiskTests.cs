using System.Linq;
using NUnit.Framework;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests.Storage;

public sealed class RawDiskTests
{
    private VirtualMachine machine = null!;
    private byte[] image = null!;
    private RawDisk disk = null!;

    [SetUp]
    public void Build()
    {
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        image = [.. Enumerable.Range(0, 20 * 512).Select(i => (byte)(i / 512))];
        disk = new RawDisk(machine, "hd", new MemoryImage(image));
    }

    [TearDown]
    public void Free() => machine.Dispose();

    [Test]
    public void Unwritten_sectors_come_from_the_image()
    {
        var sectors = new byte[1024];
        disk.Read(9, sectors);
        Assert.That((sectors[0], sectors[512]), Is.EqualTo(((byte)9, (byte)10)));
    }

    [Test]
    public void Written_sectors_are_read_back_and_their_neighbours_stay()
    {
        disk.Write(6, [.. Enumerable.Repeat((byte)0xee, 3 * 512)]);
        var sectors = new byte[5 * 512];
        disk.Read(5, sectors);
        Assert.That(
            new[] { sectors[0], sectors[512], sectors[1536], sectors[2048] },
            Is.EqualTo(new byte[] { 5, 0xee, 0xee, 9 })
        );
    }

    [Test]
    public void The_image_never_changes()
    {
        var before = image.ToArray();
        disk.Write(0, new byte[512]);
        Assert.That(image, Is.EqualTo(before));
    }

    [Test]
    public void What_is_written_is_in_a_dirty_page_of_the_machine()
    {
        disk.Write(8, [.. Enumerable.Repeat((byte)1, 512)]);
        unsafe
        {
            Assert.That((PageFlags)machine.Blocks[0].Flags[1], Is.EqualTo(PageFlags.AllDirty));
            Assert.That((PageFlags)machine.Blocks[1].Flags[0], Is.EqualTo(PageFlags.AllDirty));
        }
    }

    [TestCase(0)]
    [TestCase(511)]
    public void A_disk_without_a_sector_is_a_configuration_error(int size) =>
        Assert.That(
            () => new RawDisk(machine, "hd0", new MemoryImage(new byte[size])),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("hd0")
        );
}
