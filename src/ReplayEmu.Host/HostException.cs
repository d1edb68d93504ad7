using System;
using System.IO;

namespace ReplayEmu.Host;

/// <summary>The host refuses a file, a terminal or space: one line, what, where, what to do. An I/O failure to whoever writes a stream.</summary>
public sealed class HostException : IOException
{
    public HostException(string message)
        : base(message) { }

    public HostException()
        : this("host resource failed") { }

    public HostException(string message, Exception inner)
        : base(message, inner) { }
}
