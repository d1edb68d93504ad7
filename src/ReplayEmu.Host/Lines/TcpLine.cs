using System;
using System.Net;
using ReplayEmu.Host.Network;

namespace ReplayEmu.Host.Lines;

/// <summary>A console at a TCP connection. A server takes one client after the other; a client's line ends with its connection.</summary>
public sealed class TcpLine : HostLine
{
    private readonly TcpConnection connection;
    private readonly IPEndPoint endpoint;

    /// <param name="endpoint">Where to, or where at.</param>
    /// <param name="isServer">Clients come here.</param>
    /// <exception cref="HostException">Nobody is there, or the port is in use.</exception>
    public TcpLine(IPEndPoint endpoint, bool isServer)
    {
        this.endpoint = endpoint;
        connection = new TcpConnection("tcp console", endpoint, isServer, Received, Queue.Complete);
    }

    public override string Place => $"tcp {connection.ListensAt ?? endpoint}";

    /// <summary>Waits for the first client.</summary>
    public void Accept() => connection.Accept();

    public override void Send(ReadOnlySpan<byte> data) => connection.Send(data);

    public override void Start() => connection.Start();

    protected override void Dispose(bool disposing)
    {
        connection.Dispose();
        Queue.Complete();
    }

    private void Received(byte[] bytes, int count)
    {
        foreach (var value in bytes.AsSpan(0, count))
        {
            Queue.Add(value);
        }
    }
}
