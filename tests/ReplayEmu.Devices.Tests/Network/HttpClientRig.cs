using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Network.User;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Tests.Network;

/// <summary>A guest's side of TCP by hand: frames to the built-in network, and what comes back.</summary>
internal sealed class HttpClientRig : IEthernetPort, IDisposable
{
    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Reset = 4;
    public const byte Acknowledge = 16;
    private const int TcpAt = 34;
    private readonly VirtualMachine machine = new(TickRatio.Default, new NoInputs(), new NoOutputs());
    private readonly UserNetwork network;
    private readonly Queue<byte[]> received = new();

    public HttpClientRig(params (string Path, byte[] Bytes)[] files)
    {
        var cable = new EthernetCable { Card = this, CanReceive = () => true };
        List<(string, IImage)> images = [];
        foreach (var (path, bytes) in files)
        {
            images.Add((path, new MemoryImage(bytes)));
        }

        network = new UserNetwork(machine, "n0", cable, new UserNetworkOptions(images));
        network.Reset();
    }

    /// <summary>The guest's next sequence number.</summary>
    public uint Sequence { get; set; } = 1000;

    /// <summary>The server's next sequence number.</summary>
    public uint Expected { get; set; }

    public ushort Window { get; set; } = 65535;

    /// <summary>The server has ended its stream.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Segments that wait.</summary>
    public int Waiting => received.Count;

    public void Receive(ReadOnlySpan<byte> frame) => received.Enqueue(frame.ToArray());

    public void Dispose() => machine.Dispose();

    /// <summary>Opens a connection; false when it is refused.</summary>
    public bool Connect()
    {
        Send(Syn, []);
        Sequence++;
        var answer = received.Dequeue();
        Expected = Number(answer, 4) + 1;
        return answer[TcpAt + 13] == (Syn | Acknowledge);
    }

    public void Send(byte flags, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[TcpAt + 20 + payload.Length];
        payload.CopyTo(frame.AsSpan(TcpAt + 20));
        Ipv4.Fill(
            frame,
            new byte[] { 0x52, 0x54, 0, 0, 0, 1 },
            UserNetworkOptions.Guest,
            UserNetworkOptions.Host,
            Ipv4.Tcp,
            1
        );
        // From the guest's card; to the router.
        UserNetworkOptions.MacOf(UserNetworkOptions.Host).CopyTo(frame.AsSpan());
        TcpSegment.Fill(frame, 5555, HttpServer.Port, Sequence, Expected, flags);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(TcpAt + 14), Window);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(TcpAt + 16), 0);
        Checksum(frame);
        network.Receive(frame);
    }

    /// <summary>Sends a request and reads the answer, confirming all that comes.</summary>
    public byte[] Ask(string request)
    {
        Send(Acknowledge, System.Text.Encoding.ASCII.GetBytes(request));
        Sequence += (uint)request.Length;
        return ReadAll();
    }

    public byte[] ReadAll()
    {
        using var bytes = new MemoryStream();
        while (received.TryDequeue(out var frame))
        {
            if (Accept(frame) is { } payload)
            {
                bytes.Write(payload);
            }

            Send(Acknowledge, []);
        }

        return bytes.ToArray();
    }

    /// <summary>The next segment, neither confirmed nor taken.</summary>
    public byte[] Drop() => received.Dequeue();

    /// <summary>The flags of a segment.</summary>
    public static byte FlagsOf(byte[] frame) => frame[TcpAt + 13];

    private byte[]? Accept(byte[] frame)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(16)) - 40;
        if (Number(frame, 4) != Expected)
        {
            return null;
        }

        Expected += (uint)length;
        if ((FlagsOf(frame) & Fin) != 0)
        {
            Expected++;
            IsEnded = true;
        }

        return frame[(TcpAt + 20)..(TcpAt + 20 + length)];
    }

    private static uint Number(byte[] frame, int at) => BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(TcpAt + at));

    private static void Checksum(byte[] frame)
    {
        var segment = frame.AsSpan(TcpAt);
        var pseudo = 6u + (uint)segment.Length;
        for (var i = 26; i < 34; i += 2)
        {
            pseudo += BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(i));
        }

        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Ipv4.Checksum(segment, pseudo));
    }
}
