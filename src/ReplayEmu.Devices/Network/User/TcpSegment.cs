using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Network.User;

/// <summary>A TCP segment (RFC 9293, section 3.1), checked: addresses, sequence numbers, flags and payload.</summary>
internal readonly ref struct TcpSegment
{
    public const int HeaderBytes = 20;
    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Reset = 4;
    public const byte Push = 8;
    public const byte Acknowledge = 16;

    private TcpSegment(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> segment, int header)
    {
        Address = BinaryPrimitives.ReadUInt32BigEndian(packet[12..]);
        Source = BinaryPrimitives.ReadUInt16BigEndian(segment);
        Target = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        Sequence = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]);
        Confirmation = BinaryPrimitives.ReadUInt32BigEndian(segment[8..]);
        Flags = segment[13];
        Window = BinaryPrimitives.ReadUInt16BigEndian(segment[14..]);
        Payload = segment[header..];
    }

    /// <summary>The sender's.</summary>
    public uint Address { get; }

    public ushort Source { get; }

    public ushort Target { get; }

    public uint Sequence { get; }

    public uint Confirmation { get; }

    public byte Flags { get; }

    public ushort Window { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <param name="packet">A whole IPv4 packet without options.</param>
    /// <param name="segment">What is in it.</param>
    /// <returns>False when it is none, or its checksum is wrong.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out TcpSegment segment)
    {
        var bytes = packet[Ipv4.Header..];
        var header = bytes.Length >= HeaderBytes ? (bytes[12] >> 4) * 4 : 0;
        if (header < HeaderBytes || header > bytes.Length || Sum(packet.Slice(12, 8), bytes) != 0)
        {
            segment = default;
            return false;
        }

        segment = new TcpSegment(packet, bytes, header);
        return true;
    }

    /// <summary>Fills the header of a segment without options whose payload is there already; call after <see cref="Ipv4.Fill"/>.</summary>
    public static void Fill(
        Span<byte> frame,
        ushort source,
        ushort target,
        uint sequence,
        uint confirmation,
        byte flags
    )
    {
        var segment = frame[(Ipv4.EthernetHeader + Ipv4.Header)..];
        BinaryPrimitives.WriteUInt16BigEndian(segment, source);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], target);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], confirmation);
        segment[12] = HeaderBytes / 4 << 4;
        segment[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(segment[16..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Sum(frame.Slice(Ipv4.EthernetHeader + 12, 8), segment));
    }

    /// <summary>The checksum with its pseudo header: both addresses, protocol, length.</summary>
    private static ushort Sum(ReadOnlySpan<byte> addresses, ReadOnlySpan<byte> segment)
    {
        var pseudo = (uint)Ipv4.Tcp + (uint)segment.Length;
        for (var i = 0; i < addresses.Length; i += 2)
        {
            pseudo += BinaryPrimitives.ReadUInt16BigEndian(addresses[i..]);
        }

        return Ipv4.Checksum(segment, pseudo);
    }
}
