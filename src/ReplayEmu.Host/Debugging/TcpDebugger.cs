using System;
using System.Net;
using System.Net.Sockets;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Debugging;

/// <summary>Waits for one debugger on a TCP port; nobody else is accepted afterwards.</summary>
public sealed class TcpDebugger : IDebuggerConnection, IDisposable
{
    private readonly TcpListener listener;
    private Socket? socket;

    /// <param name="address">Address to listen at; port 0 takes any free one.</param>
    /// <exception cref="HostException">The port is in use, or the address not of this host.</exception>
    public TcpDebugger(IPEndPoint address)
    {
        listener = new TcpListener(address);
        try
        {
            listener.Start(1);
        }
        catch (SocketException failure)
        {
            listener.Dispose();
            throw new HostException($"cannot listen at {address}: {failure.Message}; give another port", failure);
        }
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => listener.LocalEndpoint;

    public bool HasData => socket is not null && socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Waits for the debugger.</summary>
    public void Accept()
    {
        socket = listener.AcceptSocket();
        socket.NoDelay = true;
        listener.Stop();
    }

    public int Read(Span<byte> buffer)
    {
        try
        {
            return socket?.Receive(buffer) ?? 0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        try
        {
            while (socket is not null && !data.IsEmpty)
            {
                data = data[socket.Send(data)..];
            }
        }
        catch (SocketException)
        {
            // The debugger is gone; the next read says so.
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        listener.Dispose();
    }
}
