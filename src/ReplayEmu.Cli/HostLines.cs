using System;
using System.Collections.Generic;
using ReplayEmu.Cli.Options;
using ReplayEmu.Devices.Network;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Host.Lines;
using ReplayEmu.Host.Network;
using ReplayEmu.Host.Outputs;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli;

/// <summary>The lines and network links of a live machine to other programs on the host.</summary>
internal sealed class HostLines(LiveInputs inputs, HostOutputs outputs, TickRatio ratio, Standard standard)
    : IDisposable
{
    private readonly List<IDisposable> opened = [];

    /// <summary>Opens the line of a console, tells where it is, and waits for its first client if that is wanted.</summary>
    /// <exception cref="Host.HostException">It cannot be opened.</exception>
    public HostLine Open(string port, Backend backend)
    {
        HostLine line =
            backend.Kind == BackendKind.Pty ? new PtyLine() : new TcpLine(backend.Endpoint!, backend.IsServer);
        opened.Add(line);
        if (backend.Kind == BackendKind.Pty || backend.IsServer)
        {
            standard.Complain($"{port} is at {line.Place}{(backend.Waits ? "; waiting for a client" : "")}");
        }

        if (backend.Waits && line is TcpLine server)
        {
            server.Accept();
        }

        inputs.Add(new LineSource(line.Queue, interactive: true, ratio, port, inputs.Signal));
        line.Start();
        return line;
    }

    /// <summary>Opens the network links.</summary>
    /// <exception cref="Host.HostException">One cannot be opened.</exception>
    public void Connect(IReadOnlyList<SocketEnd> sockets)
    {
        foreach (var socket in sockets)
        {
            var link = new FrameLink(socket.Endpoint, socket.IsServer, EthernetCable.MaximumFrame);
            opened.Add(link);
            var port = SocketPeer.PortOf(socket.Id);
            outputs.RouteMessages(port, (_, frame) => link.Send(frame));
            inputs.Add(new FrameSource(link, port, inputs.Signal));
            link.Start();
        }
    }

    public void Dispose()
    {
        foreach (var line in opened)
        {
            line.Dispose();
        }
    }
}
