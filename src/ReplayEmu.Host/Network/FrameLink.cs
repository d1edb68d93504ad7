using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using ReplayEmu.Host.Inputs;

namespace ReplayEmu.Host.Network;

/// <summary>
/// Ethernet frames over TCP as QEMU's <c>-netdev socket</c> sends them: a 32-bit length, highest byte first, and the frame.
/// A frame that the machine's card cannot carry is dropped; a length that no frame has ends the connection.
/// </summary>
public sealed class FrameLink : IDisposable
{
    /// <summary>As QEMU's NET_BUFSIZE: 4 KiB and 64 KiB.</summary>
    private const int LongestPacket = 4096 + 65536;

    private const int MostFrames = 256;
    private readonly int longestFrame;
    private readonly TcpConnection connection;
    private readonly Queue<byte[]> frames = new();
    private readonly Lock gate = new();
    private readonly List<byte> partial = [];
    private byte[] outgoing = new byte[2048];
    private volatile bool ended;

    /// <param name="endpoint">Where to, or where at.</param>
    /// <param name="isServer">The other machine comes here.</param>
    /// <param name="longestFrame">Bytes that the machine's cards carry.</param>
    /// <exception cref="HostException">Nobody is there, or the port is in use.</exception>
    public FrameLink(IPEndPoint endpoint, bool isServer, int longestFrame)
    {
        this.longestFrame = longestFrame;
        connection = new TcpConnection("-netdev socket", endpoint, isServer, Received, Ended);
    }

    /// <summary>Set when a frame has come.</summary>
    public HostSignal? Signal { get; set; }

    /// <summary>Where the other machine comes to; null for a client.</summary>
    public EndPoint? ListensAt => connection.ListensAt;

    /// <summary>No frame waits and none will come.</summary>
    public bool IsOver => ended && Count == 0;

    /// <summary>Frames that wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return frames.Count;
            }
        }
    }

    public void Start() => connection.Start();

    /// <summary>Sends a frame of the machine.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (outgoing.Length < frame.Length + 4)
        {
            outgoing = new byte[frame.Length + 4];
        }

        BinaryPrimitives.WriteInt32BigEndian(outgoing, frame.Length);
        frame.CopyTo(outgoing.AsSpan(4));
        connection.Send(outgoing.AsSpan(0, frame.Length + 4));
    }

    /// <summary>The oldest frame that waits, or null.</summary>
    public byte[]? Take()
    {
        lock (gate)
        {
            return frames.TryDequeue(out var frame) ? frame : null;
        }
    }

    public void Dispose() => connection.Dispose();

    private void Ended()
    {
        ended = true;
        Signal?.Set();
    }

    private void Received(byte[] bytes, int count)
    {
        partial.AddRange(bytes.AsSpan(0, count));
        var at = 0;
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(partial);
        while (all.Length - at >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(all[at..]);
            if (length is 0 or > LongestPacket)
            {
                // The other side speaks something else: nothing that follows makes sense.
                partial.Clear();
                connection.Dispose();
                return;
            }

            if (all.Length - at - 4 < length)
            {
                break;
            }

            Enqueue(all.Slice(at + 4, (int)length));
            at += 4 + (int)length;
        }

        partial.RemoveRange(0, at);
    }

    private void Enqueue(ReadOnlySpan<byte> frame)
    {
        lock (gate)
        {
            if (frame.Length <= longestFrame && frames.Count < MostFrames)
            {
                frames.Enqueue(frame.ToArray());
            }
        }

        Signal?.Set();
    }
}
