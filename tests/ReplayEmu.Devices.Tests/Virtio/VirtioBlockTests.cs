using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Devices.Virtio.Block;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Virtio;

public sealed class VirtioBlockTests
{
    private const uint Header = 0x8000;
    private const uint Data = 0x9000;
    private const uint Status = 0xb000;
    private ModernBoard board = null!;

    [SetUp]
    public void Build()
    {
        board = Make();
        board.Start(0, 0);
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_feature_words_are_those_of_qemu_7_2() => Assert.That(board.Features(), Is.EqualTo(0x101_3000_6e54));

    [Test]
    public void The_capacity_is_in_sectors() => Assert.That(board.Config(0, 4), Is.EqualTo(128));

    [Test]
    public void A_read_gives_the_image()
    {
        var written = Request(0, 3, (Data, 512, true));
        Assert.That((written, board.Ram(Data, 1)[0], board.Ram(Status, 1)[0]), Is.EqualTo((513, 3, 0)));
    }

    [Test]
    public void A_write_is_read_back()
    {
        board.Ram(Data, 512).Fill(0x77);
        Request(1, 5, (Data, 512, false));
        Request(0, 5, (0xa000, 512, true));
        Assert.That(board.Ram(0xa000, 512).ToArray(), Is.All.EqualTo(0x77));
    }

    [Test]
    public void Sectors_behind_the_end_fail()
    {
        Request(0, 128, (Data, 512, true));
        Assert.That(board.Ram(Status, 1)[0], Is.EqualTo(1));
    }

    [Test]
    public void Part_of_a_sector_fails()
    {
        Request(0, 0, (Data, 100, true));
        Assert.That(board.Ram(Status, 1)[0], Is.EqualTo(1));
    }

    [Test]
    public void A_disk_that_is_read_only_takes_no_writes()
    {
        using var other = Make(isReadOnly: true);
        other.Start(0, 0);
        Fill(other, 1, 0);
        other.Request(0, (Header, 16, false), (Data, 512, false), (Status, 1, true));
        Assert.That((other.Features() & 0x20, other.Ram(Status, 1)[0]), Is.EqualTo((0x20ul, 1)));
    }

    [Test]
    public void The_name_is_the_serial_number()
    {
        using var other = Make(false, ("serial", "abc"));
        other.Start(0, 0);
        Fill(other, 8, 0);
        other.Request(0, (Header, 16, false), (Data, 20, true), (Status, 1, true));
        Assert.That(other.Ram(Data, 4).ToArray(), Is.EqualTo("abc\0"u8.ToArray()));
    }

    [Test]
    public void Zeroes_are_written()
    {
        Fill(board, 13, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(board.Ram(Data, 8), 7);
        BinaryPrimitives.WriteUInt64LittleEndian(board.Ram(Data + 8, 8), 1);
        board.Request(0, (Header, 16, false), (Data, 16, false), (Status, 1, true));
        Request(0, 7, (0xa000, 512, true));
        Assert.That(board.Ram(0xa000, 512).ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_flush_is_done()
    {
        Request(4, 0);
        Assert.That(board.Ram(Status, 1)[0], Is.Zero);
    }

    [Test]
    public void An_unknown_request_is_unsupported()
    {
        Request(99, 0);
        Assert.That(board.Ram(Status, 1)[0], Is.EqualTo(2));
    }

    [Test]
    public void A_request_without_room_for_the_status_breaks_the_device()
    {
        Fill(board, 0, 0);
        board.Request(0, (Header, 16, false));
        Assert.That(board.Status & 0x40, Is.EqualTo(0x40));
    }

    private uint? Request(uint type, ulong sector, params (ulong Address, uint Length, bool IsWritable)[] data)
    {
        board.Ram(Status, 1)[0] = 0xcc;
        Fill(board, type, sector);
        return board.Request(0, [(Header, 16, false), .. data, (Status, 1, true)]);
    }

    private static void Fill(ModernBoard target, uint type, ulong sector)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target.Ram(Header, 8), type);
        BinaryPrimitives.WriteUInt64LittleEndian(target.Ram(Header + 8, 8), sector);
    }

    /// <summary>64 KiB; each sector is full of its number.</summary>
    private static ModernBoard Make(bool isReadOnly = false, params (string Name, string Value)[] values)
    {
        var image = new byte[65536];
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (byte)(i / 512);
        }

        return new ModernBoard(
            VirtioBlockProperties.Driver,
            VirtioBlockProperties.All,
            (board, set) =>
                new VirtioBlock(
                    board.Machine,
                    board.Bus,
                    set,
                    new RawDisk(board.Machine, "disk", new MemoryImage(image)),
                    isReadOnly
                ),
            values
        );
    }
}
