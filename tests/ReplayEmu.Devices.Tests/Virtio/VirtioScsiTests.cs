using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Storage.Scsi;
using ReplayEmu.Devices.Virtio.Scsi;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>A disk of 128 sectors as target 0; each sector is full of its number.</summary>
public sealed class VirtioScsiTests
{
    private const uint Request = 0x8000;
    private const uint Response = 0x8100;
    private const uint Data = 0x9000;
    private const int HeaderSize = 51;
    private const int ResponseSize = 108;
    private ModernBoard board = null!;

    [SetUp]
    public void Build()
    {
        board = new ModernBoard(
            VirtioScsiProperties.Driver,
            VirtioScsiProperties.All,
            static (board, set) => Make(board.Machine, board.Bus, set)
        );
        board.Start(0, 0, 1, 2);
        // The first command hears that the disk was switched on.
        Run(0, [0]);
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_first_command_hears_of_power_on() =>
        Assert.That(
            (board.Ram(Response + 10, 1)[0], board.Ram(Response + 14, 1)[0], board.Ram(Response + 24, 1)[0]),
            Is.EqualTo((2, 6, 0x29))
        );

    [Test]
    public void Inquiry_names_qemus_disk()
    {
        Run(0, [0x12, 0, 0, 0, 36], readable: 0, writable: 36);
        Assert.That(board.Ram(Data + 8, 21).ToArray(), Is.EqualTo("QEMU    QEMU HARDDISK"u8.ToArray()));
    }

    [Test]
    public void The_capacity_is_the_last_block()
    {
        Run(0, [0x25], readable: 0, writable: 8);
        Assert.That(
            (
                BinaryPrimitives.ReadUInt32BigEndian(board.Ram(Data, 4)),
                BinaryPrimitives.ReadUInt32BigEndian(board.Ram(Data + 4, 4))
            ),
            Is.EqualTo((127u, 512u))
        );
    }

    [Test]
    public void A_read_gives_the_image()
    {
        Run(0, [0x28, 0, 0, 0, 0, 9, 0, 0, 1], readable: 0, writable: 512);
        Assert.That(board.Ram(Data, 512).ToArray(), Is.All.EqualTo(9));
    }

    [Test]
    public void A_write_is_read_back()
    {
        board.Ram(Data, 512).Fill(0x55);
        Run(0, [0x2a, 0, 0, 0, 0, 3, 0, 0, 1], readable: 512, writable: 0);
        board.Ram(Data, 512).Clear();
        Run(0, [0x88, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1], readable: 0, writable: 512);
        Assert.That(board.Ram(Data, 512).ToArray(), Is.All.EqualTo(0x55));
    }

    [Test]
    public void Blocks_behind_the_end_are_refused()
    {
        Run(0, [0x28, 0, 0, 0, 0, 128, 0, 0, 1], readable: 0, writable: 512);
        Assert.That((board.Ram(Response + 10, 1)[0], board.Ram(Response + 24, 1)[0]), Is.EqualTo((2, 0x21)));
    }

    [Test]
    public void An_unknown_command_is_refused()
    {
        Run(0, [0xff]);
        Assert.That(board.Ram(Response + 24, 1)[0], Is.EqualTo(0x20));
    }

    [Test]
    public void Another_target_is_not_there()
    {
        Run(1, [0]);
        Assert.That(board.Ram(Response + 11, 1)[0], Is.EqualTo(3));
    }

    [Test]
    public void The_units_are_listed()
    {
        Run(0, [0xa0, 0, 0, 0, 0, 0, 0, 0, 0, 16], readable: 0, writable: 16);
        Assert.That(
            board.Ram(Data, 16).ToArray(),
            Is.EqualTo(new byte[] { 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })
        );
    }

    private void Run(byte target, byte[] command, uint readable = 0, uint writable = 0)
    {
        var request = board.Ram(Request, HeaderSize);
        request.Clear();
        request[0] = 1;
        request[1] = target;
        request[2] = 0x40;
        ((System.ReadOnlySpan<byte>)command).CopyTo(request[19..]);
        board.Ram(Response, ResponseSize).Fill(0xcc);
        (ulong, uint, bool) header = (Request, HeaderSize, false);
        (ulong, uint, bool) response = (Response, ResponseSize, true);
        board.Request(
            2,
            readable != 0 ? [header, (Data, readable, false), response]
                : writable != 0 ? [header, response, (Data, writable, true)]
                : [header, response]
        );
    }

    private static VirtioScsi Make(
        ReplayEmu.Machine.VirtualMachine machine,
        ReplayEmu.Devices.Pci.PciBus bus,
        PropertySet set
    )
    {
        var image = new byte[65536];
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (byte)(i / 512);
        }

        var controller = new VirtioScsi(machine, bus, set);
        var disk = new RawDisk(machine, "disk", new MemoryImage(image));
        controller.AddDisk(
            new PropertySet(ScsiDiskProperties.Driver, ScsiDiskProperties.All),
            disk,
            isReadOnly: false,
            "disk"
        );
        return controller;
    }
}
