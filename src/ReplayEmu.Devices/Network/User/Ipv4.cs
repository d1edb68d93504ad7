using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Network.User;

/// <summary>Ethernet, IPv4 (RFC 791) and UDP (RFC 768) headers as they are in a frame.</summary>
internal static class Ipv4
{
    public const int EthernetHeader = 14;
    public const int Header = 20;
    public const int UdpHeader = 8;

    /// <summary>Where the payload of a UDP datagram without IP options begins in the frame.</summary>
    public const int UdpPayload = EthernetHeader + Header + UdpHeader;

    public const ushort Type = 0x0800;
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const uint Broadcast = uint.MaxValue;

    /// <summary>Ones' complement sum of RFC 1071.</summary>
    public static ushort Checksum(ReadOnlySpan<byte> data, uint sum = 0)
    {
        for (; data.Length >= 2; data = data[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
        }

        if (data.Length == 1)
        {
            sum += (uint)data[0] << 8;
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>Fills Ethernet and IPv4 headers in front of a payload that is there already.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="card">Ethernet address of the guest.</param>
    public static void Fill(
        Span<byte> frame,
        ReadOnlySpan<byte> card,
        uint source,
        uint target,
        byte protocol,
        ushort identification
    )
    {
        card.CopyTo(frame);
        UserNetworkOptions.MacOf(source).CopyTo(frame[MacAddress.Size..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], Type);
        var header = frame.Slice(EthernetHeader, Header);
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(frame.Length - EthernetHeader));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], identification);
        header[8] = 64;
        header[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], source);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], target);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], Checksum(header));
    }

    /// <summary>Fills the UDP header in front of a payload that is there already; call after <see cref="Fill"/>.</summary>
    public static void FillUdp(Span<byte> frame, ushort source, ushort target)
    {
        var datagram = frame[(EthernetHeader + Header)..];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, source);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], target);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], 0);
        // The pseudo header: both addresses, protocol, length.
        var pseudo = (uint)Udp + (uint)datagram.Length;
        var addresses = frame.Slice(EthernetHeader + 12, 8);
        for (var i = 0; i < addresses.Length; i += 2)
        {
            pseudo += BinaryPrimitives.ReadUInt16BigEndian(addresses[i..]);
        }

        var sum = Checksum(datagram, pseudo);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], sum == 0 ? (ushort)0xffff : sum);
    }
}
