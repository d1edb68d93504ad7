using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace ReplayEmu.Host.Network;

/// <summary>
/// One TCP connection at a time: made at once to a server, or taken from clients one after the other. Reading has a thread of
/// its own; sending never waits longer than some seconds, after which the other side counts as gone.
/// </summary>
public sealed class TcpConnection : IDisposable
{
    private const int SendMilliseconds = 5000;
    private readonly string what;
    private readonly Socket? listener;
    private readonly Action<byte[], int> received;
    private readonly Action ended;
    private readonly Lock gate = new();
    private Socket? peer;
    private volatile bool closed;

    /// <param name="what">For messages, for example <c>-serial</c>.</param>
    /// <param name="endpoint">Where to, or where at.</param>
    /// <param name="isServer">Clients come here.</param>
    /// <param name="received">Bytes that came, on the reading thread.</param>
    /// <param name="ended">A connection has ended and no other will come.</param>
    /// <exception cref="HostException">Nobody is there, or the port is in use.</exception>
    public TcpConnection(string what, IPEndPoint endpoint, bool isServer, Action<byte[], int> received, Action ended)
    {
        this.what = what;
        this.received = received;
        this.ended = ended;
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isServer)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(endpoint);
                socket.Listen(1);
                listener = socket;
            }
            else
            {
                socket.Connect(endpoint);
                Take(socket);
            }
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new HostException(
                $"{what}: cannot {(isServer ? "listen at" : "connect to")} {endpoint}: {failure.Message}",
                failure
            );
        }
    }

    /// <summary>Where clients come to; null for a client.</summary>
    public EndPoint? ListensAt => listener?.LocalEndPoint;

    /// <summary>Somebody is there.</summary>
    public bool IsConnected
    {
        get
        {
            lock (gate)
            {
                return peer is not null;
            }
        }
    }

    /// <summary>Waits for the first client.</summary>
    /// <exception cref="HostException">The socket failed.</exception>
    public void Accept()
    {
        try
        {
            Take(listener!.Accept());
        }
        catch (SocketException failure)
        {
            throw new HostException($"{what}: {failure.Message}", failure);
        }
    }

    public void Start() => new Thread(Read) { IsBackground = true, Name = what }.Start();

    /// <summary>Sends all of it or ends the connection; lost without one.</summary>
    public void Send(ReadOnlySpan<byte> data)
    {
        Socket? target;
        lock (gate)
        {
            target = peer;
        }

        try
        {
            while (target is not null && !data.IsEmpty)
            {
                data = data[target.Send(data)..];
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            Drop(target!);
        }
    }

    public void Dispose()
    {
        closed = true;
        listener?.Dispose();
        lock (gate)
        {
            peer?.Dispose();
            peer = null;
        }
    }

    private void Take(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendTimeout = SendMilliseconds;
        lock (gate)
        {
            peer = socket;
        }
    }

    private void Drop(Socket socket)
    {
        lock (gate)
        {
            socket.Dispose();
            peer = ReferenceEquals(peer, socket) ? null : peer;
        }
    }

    private void Read()
    {
        var block = new byte[1 << 16];
        do
        {
            Socket? source;
            lock (gate)
            {
                source = peer;
            }

            try
            {
                if (source is null)
                {
                    if (listener is null)
                    {
                        break;
                    }

                    Take(listener.Accept());
                    continue;
                }

                for (int count; (count = source.Receive(block)) > 0; )
                {
                    received(block, count);
                }

                Drop(source);
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                if (source is null)
                {
                    // The listening socket itself is gone.
                    break;
                }

                Drop(source);
            }
        } while (!closed);

        ended();
    }
}
