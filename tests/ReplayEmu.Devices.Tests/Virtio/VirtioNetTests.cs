using System;
using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Network.User;
using ReplayEmu.Devices.Virtio.Net;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Devices.Tests.Virtio;

/// <summary>The network card with the built-in network behind it: packets in, packets out.</summary>
public sealed class VirtioNetTests
{
    private const ulong Promiscuous = 1ul << 17 | 1ul << 18;
    private const int Header = 12;
    private const uint Send = 0x18000;
    private const uint Received = 0x1a000;
    private static readonly byte[] card = [0x52, 0x54, 0, 0x12, 0x34, 0x56];
    private ModernBoard board = null!;

    [SetUp]
    public void Build()
    {
        board = new ModernBoard(
            VirtioNetProperties.Driver,
            VirtioNetProperties.All,
            static (board, set) =>
            {
                var cable = new EthernetCable();
                var options = new UserNetworkOptions(
                    [("boot/file.txt", new MemoryImage(new byte[600]))],
                    "boot/file.txt"
                );
                _ = new UserNetwork(board.Machine, "net", cable, options);
                return new VirtioNet(board.Machine, board.Bus, set, cable, 0);
            }
        );
        board.Start(Promiscuous, 0, 1);
    }

    [TearDown]
    public void Free() => board.Dispose();

    [Test]
    public void The_address_is_in_the_configuration() => Assert.That(board.Config(0, 4), Is.EqualTo(0x1200_5452));

    [Test]
    public void Arp_gives_the_routers_address()
    {
        var reply = Exchange([
            .. Ethernet(0x0806),
            0,
            1,
            8,
            0,
            6,
            4,
            0,
            1,
            .. card,
            10,
            0,
            2,
            15,
            0,
            0,
            0,
            0,
            0,
            0,
            10,
            0,
            2,
            2,
        ]);
        Assert.That(reply[21..28], Is.EqualTo(new byte[] { 2, 0x52, 0x55, 10, 0, 2, 2 }));
    }

    [Test]
    public void Other_addresses_are_not_answered_for()
    {
        var reply = Exchange([
            .. Ethernet(0x0806),
            0,
            1,
            8,
            0,
            6,
            4,
            0,
            1,
            .. card,
            10,
            0,
            2,
            15,
            0,
            0,
            0,
            0,
            0,
            0,
            10,
            0,
            2,
            9,
        ]);
        Assert.That(reply, Is.Empty);
    }

    [Test]
    public void An_echo_request_is_answered()
    {
        byte[] message = [8, 0, 0, 0, 1, 2, 3, 4, 0x61, 0x62];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Sum(message));
        var reply = Exchange([.. Ethernet(0x0800), .. Ip(1, 0x0a000202, message.Length), .. message]);
        Assert.That((reply[34], Sum(reply.AsSpan(34, 10)), reply[43]), Is.EqualTo((0, 0, 0x62)));
    }

    [Test]
    public void Dhcp_offers_the_address_and_names_the_boot_file()
    {
        var message = new byte[244];
        message[0] = 1;
        card.CopyTo(message, 28);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(236), 0x63825363);
        byte[] options = [53, 1, 1, 255];
        options.CopyTo(message, 240);
        var reply = Exchange(Udp(68, 67, uint.MaxValue, message))[42..];
        Assert.That(
            (reply[0], BinaryPrimitives.ReadUInt32BigEndian(reply.AsSpan(16)), reply[242], (char)reply[108]),
            Is.EqualTo((2, 0x0a00020f, 2, 'b'))
        );
    }

    [Test]
    public void Names_are_the_routers()
    {
        byte[] query = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 0, 0, 1, 0, 1];
        var reply = Exchange(Udp(5000, 53, 0x0a000203, query))[42..];
        Assert.That(
            (reply[0], reply[7], BinaryPrimitives.ReadUInt32BigEndian(reply.AsSpan(query.Length + 12))),
            Is.EqualTo((0x12, 1, 0x0a000202))
        );
    }

    [Test]
    public void A_file_comes_in_blocks()
    {
        var request = "\0\u0001boot/file.txt\0octet\0"u8.ToArray();
        var first = Exchange(Udp(5000, 69, 0x0a000202, request))[42..];
        var second = Exchange(Udp(5000, 69, 0x0a000202, [0, 4, 0, 1]))[42..];
        var third = Exchange(Udp(5000, 69, 0x0a000202, [0, 4, 0, 2]));
        Assert.That(
            (first.Length, first[1], first[3], second.Length, second[3], third.Length),
            Is.EqualTo((516, 3, 1, 92, 2, 0))
        );
    }

    [Test]
    public void A_file_that_is_not_there_is_an_error()
    {
        var reply = Exchange(Udp(5000, 69, 0x0a000202, "\0\u0001other\0octet\0"u8.ToArray()))[42..];
        Assert.That(reply[1], Is.EqualTo(5));
    }

    [Test]
    public void Frames_wait_for_a_buffer()
    {
        Transmit([.. Ethernet(0x0806), 0, 1, 8, 0, 6, 4, 0, 1, .. card, 10, 0, 2, 15, 0, 0, 0, 0, 0, 0, 10, 0, 2, 3]);
        var early = board.UsedIndex(0);
        board.Offer(0, 0, (Received, 2048, true));
        board.Notify(0);
        Assert.That((early, board.UsedIndex(0)), Is.EqualTo((0, 1)));
    }

    /// <summary>Sends a frame and gives the one that comes back, empty for none.</summary>
    private byte[] Exchange(byte[] frame)
    {
        var before = board.UsedIndex(0);
        board.Offer(0, 0, (Received, 2048, true));
        Transmit(frame);
        if (board.UsedIndex(0) == before)
        {
            return [];
        }

        var length = (int)board.Board.Machine.Memory.Read(0x10000 + 0x2004 + (8 * (before % 16u)) + 4, 4);
        return board.Ram(Received + Header, length - Header).ToArray();
    }

    private void Transmit(byte[] frame)
    {
        board.Ram(Send, Header).Clear();
        frame.CopyTo(board.Ram(Send + Header, frame.Length));
        board.Request(1, (Send, (uint)(Header + frame.Length), false));
    }

    private static byte[] Ethernet(ushort type) =>
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. card, (byte)(type >> 8), (byte)type];

    private static byte[] Ip(byte protocol, uint target, int payload)
    {
        byte[] header = [0x45, 0, 0, (byte)(20 + payload), 0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 2, 15, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(20 + payload));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), target);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), Sum(header));
        return header;
    }

    private static byte[] Udp(ushort source, ushort target, uint address, byte[] payload)
    {
        byte[] header = [(byte)(source >> 8), (byte)source, (byte)(target >> 8), (byte)target, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)(8 + payload.Length));
        return [.. Ethernet(0x0800), .. Ip(17, address, 8 + payload.Length), .. header, .. payload];
    }

    private static ushort Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i += 2)
        {
            sum += (uint)(data[i] << 8) | (i + 1 < data.Length ? data[i + 1] : 0u);
        }

        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }
}
