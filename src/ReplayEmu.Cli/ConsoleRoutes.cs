using System;
using System.Globalization;
using ReplayEmu.Cli.Options;
using ReplayEmu.Host.Lines;
using ReplayEmu.Host.Outputs;

namespace ReplayEmu.Cli;

/// <summary>Connects a machine's output ports to the backends of the command line.</summary>
public static class ConsoleRoutes
{
    /// <param name="lines">Opens the line of a console that is connected to one.</param>
    /// <returns>True when a port writes to standard output.</returns>
    public static bool Connect(
        HostOutputs outputs,
        HostConfig host,
        Standard standard,
        Func<string, Backend, HostLine>? lines = null
    )
    {
        ConsoleSink? shared = null;
        for (var i = 0; i < host.Serial.Count; i++)
        {
            Route("serial" + i.ToString(CultureInfo.InvariantCulture), host.Serial[i]);
        }

        foreach (var (id, backend) in host.Characters)
        {
            Route(HostConfig.PortOf(id), backend);
        }

        if (host.DebugConsole is { } debug)
        {
            Route("debugcon", debug);
        }

        return shared is not null;

        void Route(string port, Backend backend) => outputs.Route(port, Open(port, backend));

        ConsoleSink Open(string port, Backend backend) =>
            backend.Kind switch
            {
                // One sink for all of them: their bytes stay in the order the guest wrote them.
                BackendKind.Stdio => shared ??= ConsoleSink.To(standard.Output, "standard output"),
                BackendKind.File => ConsoleSink.ToFile(backend.Path),
                BackendKind.Pty or BackendKind.Tcp when lines is not null => ConsoleSink.To(
                    new LineStream(lines(port, backend)),
                    port
                ),
                _ => ConsoleSink.Discard(),
            };
    }
}
