using System;

namespace ReplayEmu.Machine.Configuration;

/// <summary>The user asked for something that does not exist or does not fit: one line, what, where, what to do.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message) { }

    public ConfigurationException()
        : this("invalid configuration") { }

    public ConfigurationException(string message, Exception inner)
        : base(message, inner) { }
}
