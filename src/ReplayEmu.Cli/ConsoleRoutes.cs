using System.Globalization;
using ReplayEmu.Cli.Options;
using ReplayEmu.Host.Outputs;

namespace ReplayEmu.Cli;

/// <summary>Connects a machine's output ports to the backends of the command line.</summary>
public static class ConsoleRoutes
{
    /// <returns>True when a port writes to standard output.</returns>
    public static bool Connect(HostOutputs outputs, HostConfig host, Standard standard)
    {
        ConsoleSink? shared = null;
        for (var i = 0; i < host.Serial.Count; i++)
        {
            outputs.Route("serial" + i.ToString(CultureInfo.InvariantCulture), Open(host.Serial[i]));
        }

        foreach (var (id, backend) in host.Characters)
        {
            outputs.Route(HostConfig.PortOf(id), Open(backend));
        }

        if (host.DebugConsole is { } debug)
        {
            outputs.Route("debugcon", Open(debug));
        }

        return shared is not null;

        ConsoleSink Open(Backend backend) =>
            backend.Kind switch
            {
                // One sink for all of them: their bytes stay in the order the guest wrote them.
                BackendKind.Stdio => shared ??= ConsoleSink.To(standard.Output, "standard output"),
                BackendKind.File => ConsoleSink.ToFile(backend.Path),
                _ => ConsoleSink.Discard(),
            };
    }
}
