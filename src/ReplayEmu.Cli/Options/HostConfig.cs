using System.Collections.Generic;
using System.Globalization;

namespace ReplayEmu.Cli.Options;

/// <summary>Where output goes and input comes from: nothing here can change what the guest sees.</summary>
/// <param name="Serial">Backend of each serial port that exists, in order.</param>
/// <param name="DebugConsole">Backend of the debug port, or null without one.</param>
public sealed record HostConfig(IReadOnlyList<Backend> Serial, Backend? DebugConsole)
{
    /// <summary>Backends of <c>-chardev</c> by id.</summary>
    public IReadOnlyList<(string Id, Backend Backend)> Characters { get; init; } = [];

    /// <summary>The host's ends of <c>-netdev socket</c>.</summary>
    public IReadOnlyList<SocketEnd> Sockets { get; init; } = [];

    /// <summary>The machine's port that standard input is connected to, or null.</summary>
    public string? InputPort
    {
        get
        {
            for (var i = 0; i < Serial.Count; i++)
            {
                if (Serial[i].Kind == BackendKind.Stdio)
                {
                    return "serial" + i.ToString(CultureInfo.InvariantCulture);
                }
            }

            foreach (var (id, backend) in Characters)
            {
                if (backend.Kind == BackendKind.Stdio)
                {
                    return PortOf(id);
                }
            }

            return null;
        }
    }

    /// <summary>The machine's port behind a <c>-chardev</c>.</summary>
    public static string PortOf(string id) => "chardev." + id;
}
