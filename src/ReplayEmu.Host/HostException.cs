using System;

namespace ReplayEmu.Host;

/// <summary>The host refuses a file, a terminal or space: one line, what, where, what to do. The process exits with 6.</summary>
public sealed class HostException : Exception
{
    public HostException(string message)
        : base(message) { }

    public HostException()
        : this("host resource failed") { }

    public HostException(string message, Exception inner)
        : base(message, inner) { }
}
