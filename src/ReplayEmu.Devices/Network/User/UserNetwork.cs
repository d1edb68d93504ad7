using System;
using System.Buffers.Binary;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Network.User;

/// <summary>
/// The peer of <c>-netdev user</c>: a network inside the machine with a router that answers ARP, echo requests, DHCP, DNS, TFTP and HTTP.
/// It answers at once and depends on nothing outside, so that it is part of the machine. There is no way out.
/// </summary>
public sealed unsafe class UserNetwork : IDevice, IEthernetPort
{
    private const ushort ArpType = 0x0806;
    private const int ArpLength = 28;
    private readonly UserNetworkState* state;
    private readonly FrameRing ring;
    private readonly Observation observation;
    private readonly DhcpServer dhcp;
    private readonly TftpServer tftp;
    private readonly HttpServerState* httpState;
    private readonly HttpServer http;

    /// <summary>Ethernet address of the guest that a segment is the answer to.</summary>
    private readonly byte[] card = new byte[MacAddress.Size];

    /// <param name="name">Of the backend.</param>
    public UserNetwork(VirtualMachine machine, string name, EthernetCable cable, UserNetworkOptions options)
    {
        Name = "netdev " + name;
        ring = new FrameRing(machine, $"netdev.{name}.frames", cable);
        observation = machine.Observation;
        state = machine.Arena.Add<UserNetworkState>($"netdev.{name}");
        dhcp = new DhcpServer(options);
        tftp = new TftpServer(state, options);
        httpState = machine.Arena.Add<HttpServerState>($"netdev.{name}.http");
        http = new HttpServer(httpState, options, SendSegment);
        cable.Peer = this;
    }

    public string Name { get; }

    public void Reset()
    {
        *state = default;
        ring.Reset();
        *httpState = default;
    }

    /// <summary>A frame from the guest.</summary>
    public void Receive(ReadOnlySpan<byte> frame)
    {
        observation.FrameSeen?.Invoke(frame);
        if (frame.Length < Ipv4.EthernetHeader)
        {
            return;
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        if (type == ArpType)
        {
            AnswerArp(frame[Ipv4.EthernetHeader..]);
        }
        else if (type == Ipv4.Type)
        {
            ReceiveIpv4(frame);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> packet) =>
        packet.Length >= Ipv4.Header
        && packet[0] == 0x45
        && BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) is >= Ipv4.Header and var length
        && length <= packet.Length
        // No fragments.
        && (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3fff) == 0
        && Ipv4.Checksum(packet[..Ipv4.Header]) == 0;

    private void AnswerArp(ReadOnlySpan<byte> request)
    {
        // Ethernet, IPv4, request.
        if (request.Length < ArpLength || BinaryPrimitives.ReadUInt64BigEndian(request) != 0x0001_0800_0604_0001)
        {
            return;
        }

        var wanted = BinaryPrimitives.ReadUInt32BigEndian(request[24..]);
        if (!UserNetworkOptions.IsOurs(wanted))
        {
            return;
        }

        Span<byte> frame = stackalloc byte[Ipv4.EthernetHeader + ArpLength];
        var own = UserNetworkOptions.MacOf(wanted);
        request.Slice(8, MacAddress.Size).CopyTo(frame);
        own.CopyTo(frame[MacAddress.Size..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], ArpType);
        var reply = frame[Ipv4.EthernetHeader..];
        request[..8].CopyTo(reply);
        reply[7] = 2;
        own.CopyTo(reply[8..]);
        request.Slice(24, 4).CopyTo(reply[14..]);
        request.Slice(8, 10).CopyTo(reply[18..]);
        ring.Send(frame);
    }

    private void ReceiveIpv4(ReadOnlySpan<byte> frame)
    {
        var packet = frame[Ipv4.EthernetHeader..];
        if (!IsWhole(packet))
        {
            return;
        }

        packet = packet[..BinaryPrimitives.ReadUInt16BigEndian(packet[2..])];
        var card = frame.Slice(MacAddress.Size, MacAddress.Size);
        var target = BinaryPrimitives.ReadUInt32BigEndian(packet[16..]);
        switch (packet[9])
        {
            case Ipv4.Icmp when UserNetworkOptions.IsOurs(target):
                Echo(card, packet, target);
                break;
            case Ipv4.Tcp when target == UserNetworkOptions.Host:
                ReceiveTcp(card, packet);
                break;
            case Ipv4.Udp when packet.Length >= Ipv4.Header + Ipv4.UdpHeader:
                ReceiveUdp(card, packet, target);
                break;
        }
    }

    private void Echo(ReadOnlySpan<byte> card, ReadOnlySpan<byte> packet, uint own)
    {
        const byte EchoRequest = 8;
        var message = packet[Ipv4.Header..];
        if (message.Length < 8 || message[0] != EchoRequest || Ipv4.Checksum(message) != 0)
        {
            return;
        }

        Span<byte> frame = stackalloc byte[Ipv4.EthernetHeader + packet.Length];
        var reply = frame[(Ipv4.EthernetHeader + Ipv4.Header)..];
        message.CopyTo(reply);
        reply[0] = 0;
        reply[2] = 0;
        reply[3] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(reply[2..], Ipv4.Checksum(reply));
        var guest = BinaryPrimitives.ReadUInt32BigEndian(packet[12..]);
        Ipv4.Fill(frame, card, own, guest, Ipv4.Icmp, state->Identification++);
        ring.Send(frame);
    }

    private void ReceiveUdp(ReadOnlySpan<byte> card, ReadOnlySpan<byte> packet, uint target)
    {
        var source = BinaryPrimitives.ReadUInt16BigEndian(packet[Ipv4.Header..]);
        var port = BinaryPrimitives.ReadUInt16BigEndian(packet[(Ipv4.Header + 2)..]);
        var payload = packet[(Ipv4.Header + Ipv4.UdpHeader)..];
        var guest = BinaryPrimitives.ReadUInt32BigEndian(packet[12..]);
        switch (port)
        {
            case DhcpServer.ServerPort when target is Ipv4.Broadcast or UserNetworkOptions.Host:
                SendUdp(
                    card,
                    UserNetworkOptions.Host,
                    port,
                    Ipv4.Broadcast,
                    DhcpServer.ClientPort,
                    dhcp.Answer(payload)
                );
                break;
            case DnsServer.Port when target == UserNetworkOptions.Names:
                SendUdp(card, target, port, guest, source, DnsServer.Answer(payload));
                break;
            case TftpServer.Port when target == UserNetworkOptions.Host:
                SendUdp(card, target, port, guest, source, tftp.Answer(source, payload));
                break;
        }
    }

    /// <summary>The answer comes before the next frame, so the guest's address need not be kept with a connection.</summary>
    private void ReceiveTcp(ReadOnlySpan<byte> from, ReadOnlySpan<byte> packet)
    {
        if (TcpSegment.TryRead(packet, out var segment) && segment.Target == HttpServer.Port)
        {
            from.CopyTo(card);
            http.Receive(segment);
        }
    }

    private void SendSegment(
        uint address,
        ushort port,
        uint sequence,
        uint confirmation,
        byte flags,
        ReadOnlySpan<byte> payload
    )
    {
        Span<byte> frame = stackalloc byte[Ipv4.EthernetHeader + Ipv4.Header + TcpSegment.HeaderBytes + payload.Length];
        payload.CopyTo(frame[(Ipv4.EthernetHeader + Ipv4.Header + TcpSegment.HeaderBytes)..]);
        Ipv4.Fill(frame, card, UserNetworkOptions.Host, address, Ipv4.Tcp, state->Identification++);
        TcpSegment.Fill(frame, HttpServer.Port, port, sequence, confirmation, flags);
        ring.Send(frame);
    }

    private void SendUdp(
        ReadOnlySpan<byte> card,
        uint source,
        ushort sourcePort,
        uint target,
        ushort targetPort,
        byte[]? payload
    )
    {
        if (payload is null)
        {
            return;
        }

        Span<byte> frame = stackalloc byte[Ipv4.UdpPayload + payload.Length];
        payload.CopyTo(frame[Ipv4.UdpPayload..]);
        Ipv4.Fill(frame, card, source, target, Ipv4.Udp, state->Identification++);
        Ipv4.FillUdp(frame, sourcePort, targetPort);
        ring.Send(frame);
    }
}
