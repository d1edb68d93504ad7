using System;
using System.Net;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>What a console is connected to.</summary>
public enum BackendKind
{
    /// <summary>The device is not there.</summary>
    None,

    /// <summary>The device is there and its output is thrown away.</summary>
    Null,

    /// <summary>Standard output, and standard input for serial ports.</summary>
    Stdio,

    /// <summary>A new file.</summary>
    File,

    /// <summary>A new pseudo-terminal.</summary>
    Pty,

    /// <summary>A TCP connection.</summary>
    Tcp,
}

/// <summary>The argument of <c>-serial</c> and <c>-debugcon</c>.</summary>
/// <param name="Kind">Where to.</param>
/// <param name="Path">For files.</param>
/// <param name="Endpoint">For TCP: where to, or where at.</param>
/// <param name="IsServer">For TCP: clients come here.</param>
/// <param name="Waits">For TCP servers: the machine starts when the first client has come.</param>
public sealed record Backend(
    BackendKind Kind,
    string Path = "",
    IPEndPoint? Endpoint = null,
    bool IsServer = false,
    bool Waits = false
)
{
    private const string TcpPrefix = "tcp:";

    private static readonly string[] names =
    [
        "stdio",
        "null",
        "none",
        "file:PATH",
        "pty",
        "tcp:HOST:PORT[,server][,nowait]",
    ];

    /// <exception cref="ConfigurationException">Unknown backend.</exception>
    public static Backend Parse(string option, string text) =>
        text switch
        {
            "stdio" or "mon:stdio" => new Backend(BackendKind.Stdio),
            "null" => new Backend(BackendKind.Null),
            "none" => new Backend(BackendKind.None),
            "pty" => new Backend(BackendKind.Pty),
            _ when text.StartsWith(TcpPrefix, StringComparison.Ordinal) => ParseTcp(option, text),
            _ when text.StartsWith("file:", StringComparison.Ordinal) && text.Length > 5 => new Backend(
                BackendKind.File,
                text[5..]
            ),
            _ => throw new ConfigurationException(
                $"{option} '{text}': unknown backend{NearestName.Hint(text, names)} (known: {string.Join(", ", names)})"
            ),
        };

    private static Backend ParseTcp(string option, string text)
    {
        var items = text[TcpPrefix.Length..].Split(',');
        var isServer = false;
        var waits = true;
        foreach (var item in items.AsSpan(1))
        {
            switch (item)
            {
                case "server" or "server=on":
                    isServer = true;
                    break;
                case "server=off":
                    break;
                case "nowait" or "wait=off":
                    waits = false;
                    break;
                case "wait" or "wait=on" or "nodelay" or "nodelay=on":
                    break;
                default:
                    throw new ConfigurationException(
                        $"{option} '{text}': unknown item '{item}' (known: server, nowait, nodelay)"
                    );
            }
        }

        return new Backend(
            BackendKind.Tcp,
            Endpoint: TcpAddress.Parse(option, items[0]),
            IsServer: isServer,
            Waits: isServer && waits
        );
    }
}
