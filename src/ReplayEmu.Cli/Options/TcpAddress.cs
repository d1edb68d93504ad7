using System;
using System.Globalization;
using System.Net;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary><c>HOST:PORT</c> as options write it. Names are not looked up: a run must not depend on a name server.</summary>
public static class TcpAddress
{
    /// <param name="option">For messages.</param>
    /// <param name="text">An IPv4 address or <c>localhost</c>, or nothing for 127.0.0.1, and a port.</param>
    /// <exception cref="ConfigurationException">Another form.</exception>
    public static IPEndPoint Parse(string option, string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        var address = host is "" or "localhost" ? IPAddress.Loopback : null;
        return
            colon >= 0
            && (address is not null || IPAddress.TryParse(host, out address))
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : throw new ConfigurationException(
                $"{option} '{text}': not HOST:PORT with an address, for example 127.0.0.1:4444"
            );
    }
}
